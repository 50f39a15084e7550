package org.patientjourney.activities.prefill;

import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.invite.AttemptAnswers;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.PatientExamRow;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.Question;
import org.patientjourney.activities.qualiphy.client.Lookup;
import org.patientjourney.activities.qualiphy.client.QualiphyClient.ProviderAccounts;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.fact.Attempt.PreFill;
import org.patientjourney.workflows.meeting.PreFillActivities;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.OrderedExam.KnownAnswer;

/** Matches an order's answers with the questions of the moment, and submits what fits. */
public record PreFillActivitiesImpl(
    Jdbi jdbi, Encryption encryption, OrderStore orders, ProviderAccounts accounts)
    implements PreFillActivities {
  @Override
  public PreFill preFill(MeetingId meeting, int attempt, JourneyId journey) {
    JourneyRow row = jdbi.onDemand(JourneyDao.class).find(journey).orElseThrow();
    List<KnownAnswer> answers = answers(row);
    Optional<PatientExamRow> exam =
        jdbi.onDemand(InviteAttemptDao.class).findPatientExam(meeting, attempt, journey);
    Optional<String> uuid = meetingUuid(meeting, attempt);
    if (answers.isEmpty() || exam.isEmpty() || uuid.isEmpty()) {
      return PreFill.NONE;
    }
    jdbi.useHandle(handle -> Pauses.requireNone(handle, row.clinic()));
    ApiKey key =
        accounts.key(row.clinic()).orElseThrow(() -> notReached("the clinic is not configured"));
    AnswerMatch match = AnswerMatch.of(questions(key, exam.get(), uuid.get()), answers);
    return match.submitted().isEmpty()
        ? PreFill.NONE
        : answer(
            match,
            accounts
                .client()
                .submitAnswers(key, uuid.get(), exam.get().patientExamId(), match.submitted()));
  }

  private List<KnownAnswer> answers(JourneyRow row) {
    return orders.get(row.clinic(), row.orderId()).exams().stream()
        .filter(exam -> exam.examId().equals(row.examId()))
        .map(OrderedExam::answers)
        .flatMap(List::stream)
        .toList();
  }

  private Optional<String> meetingUuid(MeetingId meeting, int attempt) {
    return jdbi.onDemand(InviteAttemptDao.class)
        .findMeetingUuid(meeting, attempt)
        .map(
            ciphertext ->
                encryption.decryptText(ciphertext, AttemptAnswers.uuidContext(meeting, attempt)));
  }

  /** Empty when the provider refuses to list them: then no answer fits. */
  private List<Question> questions(ApiKey key, PatientExamRow exam, String uuid) {
    LookupResult<Question> result =
        accounts.client().lookUp(key, Lookup.questions(exam.examId(), exam.patientExamId(), uuid));
    if (result instanceof LookupResult.Found<Question> found) {
      return found.entries();
    }
    LookupResult.Failed<Question> failed = (LookupResult.Failed<Question>) result;
    return switch (failed.kind()) {
      case REFUSED, UNREADABLE -> List.of();
      case PAUSED, UNREACHABLE, TOO_SLOW, RATE_LIMITED -> throw notReached(failed.cause());
    };
  }

  private static PreFill answer(AnswerMatch match, CallResult<Accepted> result) {
    if (result instanceof CallResult.Done<Accepted>) {
      return match.leftOut().isEmpty() ? PreFill.ALL : PreFill.SOME;
    }
    if (result instanceof CallResult.Refused<Accepted>) {
      return PreFill.NONE;
    }
    throw notReached(result.toString());
  }

  /** The cause is one of our constants. */
  private static ApplicationFailure notReached(String cause) {
    return ApplicationFailure.newFailure(
        "the provider has not answered: " + cause, "PreFillNotAnswered");
  }
}
