package org.patientjourney.sandbox.state;

/** The last number given to each kind of thing. */
public record Counters(int call, long patientExam, long event) {
  // [SIM] Ids look like the ones in the contract's samples: the first exam is 601001.
  static final Counters START = new Counters(0, 601000, 0);

  Counters nextCall() {
    return new Counters(call + 1, patientExam, event);
  }

  Counters nextPatientExams(int count) {
    return new Counters(call, patientExam + count, event);
  }

  Counters nextEvent() {
    return new Counters(call, patientExam, event + 1);
  }
}
