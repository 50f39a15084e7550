package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.meeting.InvitePhase;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/** How many statements PostgreSQL gets from the activities of one good faith exam. */
@SuppressWarnings("NullAway.Init") // set before the test
class StatementBudgetTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final Map<String, Integer> statements = new LinkedHashMap<>();
  private TestProvider provider;

  @BeforeEach
  void start() throws Exception {
    provider = new TestProvider();
  }

  @AfterEach
  void stop() {
    engine.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    provider.close();
  }

  /**
   * Without the relay and the webhook, which work for many journeys at once. One of those to send
   * asks for pauses, which an engine does once a second for all calls.
   */
  @Test
  void a_good_faith_exam_takes_few_statements() {
    JourneyId journey = counted("accept", () -> engine.accept(TestOrders.approvable()).get(0));
    MeetingId meeting = MeetingId.sentBy(journey);
    InviteActivities invites = provider.activitiesOf(engine);

    JourneyClaim claim = counted("claim", () -> engine.claim(journey));
    JourneyRecord sending =
        TestRecords.of(claim, InvitePhase.sending(claim.state(), engine.moment()));
    counted("record sending", () -> engine.journeys().record(sending));
    SendOutcome.Answered answered =
        (SendOutcome.Answered) counted("send", () -> invites.sendInvite(meeting, 1, journey));
    JourneyRecord sent =
        TestRecords.after(
            sending, Phases.RULES.merge(sending.state(), answered.answer(), engine.moment()));
    counted("record sent", () -> engine.journeys().record(sent));
    ConsultationCompleted approval = approval();
    Change approved = Phases.RULES.merge(sent.state(), approval, engine.moment());
    Change closed = approved.then(state -> state.close(state.settledOutcome(), engine.moment()));
    counted("record closed", () -> engine.journeys().record(TestRecords.after(sent, closed)));

    assertThat(engine.row(journey).open()).isFalse();
    assertThat(statements)
        .containsExactly(
            entry("accept", 4),
            entry("claim", 1),
            entry("record sending", 3),
            entry("send", 8),
            entry("record sent", 4),
            entry("record closed", 5));
  }

  private ConsultationCompleted approval() {
    WebhookDeliveryId id =
        engine.deliver(
            engine.webhooks().find(provider.tokenAsked()).orElseThrow(),
            "{}".getBytes(StandardCharsets.UTF_8),
            false,
            2L);
    return new ConsultationCompleted(
        id,
        1,
        new PatientExamId("95101"),
        ExamStatus.APPROVED,
        RxStatus.NOT_TOLD,
        true,
        "d1",
        engine.clock().instant());
  }

  private <T> T counted(String step, Supplier<T> work) {
    AtomicInteger count = new AtomicInteger();
    engine.jdbi().setSqlLogger(new Counter(count));
    T result = work.get();
    engine.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    statements.put(step, count.get());
    return result;
  }

  private record Counter(AtomicInteger count) implements SqlLogger {
    @Override
    public void logBeforeExecution(StatementContext context) {
      count.incrementAndGet();
    }
  }
}
