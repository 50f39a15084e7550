package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.incident.TestIncidents;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.qualiphy.CallResult.CreatedMeeting;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.command.InviteCommand.ReInvite;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;
import org.patientjourney.workflows.run.JourneyActivities.RecordOutcome;

/**
 * The answer to an invite is stored while its journeys record: events may be faster than the
 * answer. Were the answer's transaction aborted, the invite would be unknown.
 */
class SentAndRecordTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final int ROUNDS = 50;
  private static final int ATTEMPT = 2;

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestIncidents incidents = new TestIncidents(engine);
  private final AttemptAnswers answers =
      new AttemptAnswers(
          engine.jdbi(),
          engine.encryption(),
          new AttemptStarts(engine.jdbi(), engine.encryption(), engine.orders(), engine.clock()),
          engine.clock());

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void neither_the_answer_nor_the_record_is_ever_aborted(boolean answerFirst) throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      JourneyId probe = probeBeingSent("WC-" + round);
      JourneyCommand then = round % 2 == 0 ? close() : reInvite();
      Callable<RecordOutcome> answer = answering(probe);
      Callable<RecordOutcome> record = recording(probe, then);

      assertThat(
              TestThreads.together(answerFirst ? List.of(answer, record) : List.of(record, answer)))
          .as("round %s", round)
          .containsOnly(RecordOutcome.RECORDED);
    }
    assertThat(DATABASE.count("patient_exam")).isEqualTo(ROUNDS);
    assertThat(DATABASE.count("incident where status <> 'RESOLVED'")).isZero();
  }

  /** The second attempt of a meeting of one, which probes an incident, has no answer yet. */
  private JourneyId probeBeingSent(String orderId) {
    JourneyId probe = incidents.probing(orderId, HoldReason.KEY_REFUSED);
    MeetingId meeting = MeetingId.sentBy(probe);
    engine.startAttempt(meeting, ATTEMPT, 5101);
    return probe;
  }

  private Callable<RecordOutcome> answering(JourneyId probe) {
    MeetingId meeting = MeetingId.sentBy(probe);
    List<JourneyRow> journeys = engine.dao(JourneyDao.class).findByMeeting(meeting);
    CreatedMeeting accepted =
        new CreatedMeeting(
            TestProvider.UUID,
            URI.create(TestProvider.LINK),
            Map.of(new ExamId(5101), exam(probe)));
    Order order = TestOrders.approvable();
    AttemptStart.Started started =
        new AttemptStart.Started(
            meeting,
            ATTEMPT,
            engine.clock().instant(),
            probe,
            journeys,
            TestIncidents.scopeOf(probe),
            new InviteProvider.Invite(order, order.exams(), WebhookToken.random(), meeting));
    return () -> {
      answers.sent(started, accepted);
      return RecordOutcome.RECORDED;
    };
  }

  /** The event that the exam was missed, and a command that waited behind it. */
  private Callable<RecordOutcome> recording(JourneyId probe, JourneyCommand then) {
    InviteAttemptRow attempt =
        engine.dao(InviteAttemptDao.class).find(MeetingId.sentBy(probe), ATTEMPT).orElseThrow();
    WebhookDeliveryId delivery = engine.deliver(attempt, new byte[] {'{', '}'}, false, 2L);
    ConsultationCompleted missed =
        new ConsultationCompleted(
            delivery,
            ATTEMPT,
            exam(probe),
            ExamStatus.MISSED,
            RxStatus.NOT_TOLD,
            true,
            "d1",
            engine.clock().instant());
    JourneyRecord revision = TestRecords.merged(engine, probe, missed, then);
    return () -> engine.journeys().record(revision);
  }

  private static PatientExamId exam(JourneyId journey) {
    return new PatientExamId("exam-of-" + journey.value().replace(':', '-'));
  }

  private static JourneyCommand close() {
    return new Close(TestIncidents.command("close"));
  }

  private static JourneyCommand reInvite() {
    return new ReInvite(TestIncidents.command("again"));
  }
}
