package org.patientjourney.sandbox.invite;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.patientjourney.sandbox.account.Account;
import org.patientjourney.sandbox.call.StoredAnswers;
import org.patientjourney.sandbox.call.StoredAnswers.Listed;
import org.patientjourney.sandbox.consultation.Consultations;
import org.patientjourney.sandbox.exam.ExamCatalogue;
import org.patientjourney.sandbox.fault.StoredFault;
import org.patientjourney.sandbox.http.Answer;
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
  private final StoredAnswers answers;
  private final Duration pause;

  private record Stored(List<Invite> meetings, Listed listed) {}

  public MeetingMaker(
      StateStore store,
      Consultations consultations,
      InstantSource clock,
      StoredAnswers answers,
      Duration pause) {
    this.store = store;
    this.consultations = consultations;
    this.clock = clock;
    this.answers = answers;
    this.pause = pause;
  }

  Reply make(Call call, Account account, InviteRequest request) {
    Stored stored = store.changeAndTell(state -> store(state, call, account.clinic(), request));
    stored.meetings().forEach(consultations::enter);
    stored.meetings().forEach(meeting -> warn(meeting, request));
    return answers.reply(stored.listed(), success(stored));
  }

  private Changed<Stored> store(
      SandboxState state, Call call, String clinic, InviteRequest request) {
    Changed<Listed> listed = StoredAnswers.list(state, call, clinic);
    int number = listed.result().call().number();
    SandboxState next = listed.state();
    Instant now = clock.instant();
    List<Invite> meetings = new ArrayList<>();
    for (int i = 0; i < (listed.result().fault() == StoredFault.DOUBLE ? 2 : 1); i++) {
      long lastExamId = next.counters().patientExam();
      Invite meeting = request.meeting(number, clinic, lastExamId, now, pause);
      next = next.withInvite(meeting);
      meetings.add(meeting);
    }
    return new Changed<>(next, new Stored(meetings, listed.result()));
  }

  private static Answer success(Stored stored) {
    InviteAnswer success = InviteAnswer.of(stored.meetings().get(0));
    boolean withoutIds = stored.listed().fault() == StoredFault.OK_WITHOUT_IDS;
    return Answer.json(200, withoutIds ? success.withoutIds() : success);
  }

  private static void warn(Invite meeting, InviteRequest request) {
    for (PatientExam exam : meeting.patientExams()) {
      boolean approved =
          exam.plan().stream().anyMatch(step -> ExamStatus.APPROVED.equals(step.status()));
      boolean rx = ExamCatalogue.get(exam.examId()).isRx();
      if (approved && rx && request.name().items().isEmpty()) {
        log.log(
            Level.WARNING,
            "patient exam {0}: the test name approves but asks for no prescription",
            String.valueOf(exam.patientExamId()));
      }
    }
  }
}
