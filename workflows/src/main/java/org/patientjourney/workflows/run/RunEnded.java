package org.patientjourney.workflows.run;

/** This run has no more to do for its journey: it is closed, or another run owns it. */
final class RunEnded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunEnded(String reason) {
    super(reason);
  }
}
