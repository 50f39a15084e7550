package org.patientjourney.sandbox.invite;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.account.Account;
import org.patientjourney.sandbox.consultation.Consultations;
import org.patientjourney.sandbox.exam.ExamCatalogue;
import org.patientjourney.sandbox.fault.ArmedFault;
import org.patientjourney.sandbox.fault.CallFault;
import org.patientjourney.sandbox.fault.Fault;
import org.patientjourney.sandbox.fault.StoredFault;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.HangUp;
import org.patientjourney.sandbox.http.Reply;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** Stores an accepted invite, starts its consultation, and answers unless a fault forbids it. */
public final class MeetingMaker {
  private static final System.Logger log = System.getLogger(MeetingMaker.class.getName());

  private final StateStore store;
  private final Consultations consultations;
  private final InstantSource clock;
  private final HeldAnswers held;
  private final Duration decision;

  private record Stored(List<Invite> meetings, int call, @Nullable StoredFault fault) {}

  public MeetingMaker(
      StateStore store,
      Consultations consultations,
      InstantSource clock,
      HeldAnswers held,
      Duration decision) {
    this.store = store;
    this.consultations = consultations;
    this.clock = clock;
    this.held = held;
    this.decision = decision;
  }

  Reply make(Call call, Account account, InviteRequest request) {
    Stored stored = store.changeAndTell(state -> store(state, call, account.clinic(), request));
    stored.meetings().forEach(consultations::enter);
    stored.meetings().forEach(meeting -> warn(meeting, request));
    return reply(stored);
  }

  private Changed<Stored> store(
      SandboxState state, Call call, String clinic, InviteRequest request) {
    Optional<ArmedFault> armed = state.faults().first(clinic, StoredFault.class::isInstance);
    StoredFault fault = armed.map(ArmedFault::fault).map(StoredFault.class::cast).orElse(null);
    Call listed = armed.map(ArmedFault::fault).map(Fault::wireName).map(call::under).orElse(call);
    SandboxState next =
        armed
            .map(a -> state.withFaults(state.faults().after(a)))
            .orElse(state)
            .withCall(answered(listed, fault));
    int number = next.counters().call();
    Instant now = clock.instant();
    List<Invite> meetings = new ArrayList<>();
    for (int i = 0; i < (fault == StoredFault.DOUBLE ? 2 : 1); i++) {
      long lastExamId = next.counters().patientExam();
      Invite meeting = request.meeting(number, clinic, lastExamId, now, decision);
      next = next.withInvite(meeting);
      meetings.add(meeting);
    }
    return new Changed<>(next, new Stored(meetings, number, fault));
  }

  private static Call answered(Call call, @Nullable StoredFault fault) {
    if (fault == StoredFault.TIMEOUT_AFTER_SUCCESS || fault == StoredFault.HOLD_ANSWER) {
      return call;
    }
    return call.answered(fault == StoredFault.ERROR_500_AFTER_SUCCESS ? 500 : 200);
  }

  private Reply reply(Stored stored) {
    InviteAnswer success = InviteAnswer.of(stored.meetings().get(0));
    if (stored.fault() == null) {
      return Answer.json(200, success);
    }
    return switch (stored.fault()) {
      case DOUBLE -> Answer.json(200, success);
      case OK_WITHOUT_IDS -> Answer.json(200, success.withoutIds());
      case ERROR_500_AFTER_SUCCESS ->
          Answer.json(500, store.now().errorBody().of(500, CallFault.ERROR_500.text()));
      case TIMEOUT_AFTER_SUCCESS -> {
        held.awaitLongest();
        yield new HangUp();
      }
      case HOLD_ANSWER -> afterRelease(stored.call(), Answer.json(200, success));
    };
  }

  private Reply afterRelease(int call, Answer answer) {
    if (!held.awaitRelease(call)) {
      return new HangUp();
    }
    store.change(state -> state.withAnsweredCall(call, answer.status()));
    return answer;
  }

  private static void warn(Invite meeting, InviteRequest request) {
    for (PatientExam exam : meeting.patientExams()) {
      boolean approved = exam.plan().stream().anyMatch(d -> d.status().equals(ExamStatus.APPROVED));
      boolean rx = ExamCatalogue.get(exam.examId()).isRx();
      if (approved && rx && !request.name().asksForPrescription()) {
        log.log(
            Level.WARNING,
            "patient exam {0}: the test name approves but asks for no prescription",
            String.valueOf(exam.patientExamId()));
      }
    }
  }
}
