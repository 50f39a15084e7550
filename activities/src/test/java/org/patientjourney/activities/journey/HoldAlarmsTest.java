package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.InviteAttemptRow;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.event.DeliveryUnreadable;
import org.patientjourney.workflows.event.DeliveryUnreadable.Cause;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;

/** The alarms that a hold raised end with it, by the words of who ended it. */
class HoldAlarmsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final String REASON = "compared with the portal";

  private final TestEngine engine = TestEngine.on(DATABASE);
  private InviteAttemptRow attempt;
  private int commands;

  @BeforeEach
  void invite() {
    engine.accept(TestOrders.approvable());
    attempt = engine.attemptOf(engine.row(JOURNEY).meetingId());
    TestRecords.merge(
        engine,
        JOURNEY,
        InviteAnswer.sent(1, engine.clock().instant(), new PatientExamId("601233")));
  }

  @Test
  void a_release_closes_each_alarm_of_its_hold_with_actor_and_reason() {
    for (int i = 0; i < 30; i++) {
      TestRecords.merge(engine, JOURNEY, unreadable(false));
    }
    raise(AlarmKind.HOLD_OVERDUE, "UNREADABLE_DELIVERY");
    assertThat(open()).hasSize(31);
    engine.clock().advance(Duration.ofDays(1));

    TestRecords.merge(engine, JOURNEY, release(HoldReason.UNREADABLE_DELIVERY));

    assertThat(open()).isEmpty();
    assertThat(
            DATABASE.texts(
                "select distinct acknowledged_by || ' ' || (acknowledged_at > since) from alarm"))
        .containsExactly("olivia true");
    assertThat(wordsOf(1)).isEqualTo(REASON);
    assertThat(DATABASE.dump()).doesNotContain(REASON);
  }

  @Test
  void an_alarm_about_a_delivery_that_no_journey_has_applied_stays_open() {
    DeliveryUnreadable shared = unreadable(true);
    TestRecords.merge(engine, JOURNEY, shared);

    TestRecords.merge(engine, JOURNEY, release(HoldReason.UNREADABLE_DELIVERY));

    assertThat(open()).containsExactly("UNREADABLE_DELIVERY " + shared.deliveryId());
  }

  @Test
  void alarms_of_other_holds_kinds_and_journeys_stay_open() {
    JourneyId other = engine.accept(TestOrders.withPrescription()).get(0);
    TestRecords.merge(engine, JOURNEY, new HoldJourney(origin()), unreadable(false));
    raise(AlarmKind.HOLD_OVERDUE, "HELD_BY_PERSON");
    raise(AlarmKind.AMENDED_EVENT, "601233");
    engine
        .jdbi()
        .useTransaction(
            handle ->
                AlarmStore.raise(
                    handle,
                    other,
                    new Alarm(AlarmKind.UNREADABLE_DELIVERY, "another"),
                    engine.clock().instant()));

    TestRecords.merge(engine, JOURNEY, release(HoldReason.UNREADABLE_DELIVERY));

    assertThat(open())
        .containsExactly(
            "HOLD_OVERDUE HELD_BY_PERSON", "AMENDED_EVENT 601233", "UNREADABLE_DELIVERY another");
  }

  @Test
  void two_releases_in_one_recording_close_the_alarms_of_their_own_holds() {
    TestRecords.merge(engine, JOURNEY, new HoldJourney(origin()), unreadable(false));
    raise(AlarmKind.HOLD_OVERDUE, "HELD_BY_PERSON");

    TestRecords.merge(
        engine,
        JOURNEY,
        new Release(new Origin("c-a", "oscar", "may go on"), HoldReason.HELD_BY_PERSON),
        release(HoldReason.UNREADABLE_DELIVERY));

    assertThat(DATABASE.texts("select kind || ' ' || acknowledged_by from alarm order by alarm_id"))
        .containsExactly("UNREADABLE_DELIVERY olivia", "HOLD_OVERDUE oscar");
  }

  @Test
  void a_release_does_not_close_what_is_raised_in_its_own_recording() {
    TestRecords.merge(engine, JOURNEY, unreadable(false));
    DeliveryUnreadable unseen = unreadable(false);

    TestRecords.merge(engine, JOURNEY, unseen, release(HoldReason.UNREADABLE_DELIVERY));

    assertThat(open()).containsExactly("UNREADABLE_DELIVERY " + unseen.deliveryId());
  }

  @Test
  void the_engine_closes_what_an_applied_delivery_answers() {
    JourneyClaim claim = engine.claim(JOURNEY);
    Change asking =
        Change.of(claim.state())
            .asking(HoldReason.DELIVERY_NOT_APPLIED, "closing", engine.moment());
    engine.journeys().record(TestRecords.of(claim, asking));
    DeliveryUnreadable late = unreadable(false);
    DeliveryUnreadable later = unreadable(false);
    raise(AlarmKind.DELIVERY_NOT_APPLIED, late.deliveryId().toString());
    raise(AlarmKind.DELIVERY_NOT_APPLIED, later.deliveryId().toString());

    TestRecords.merge(engine, JOURNEY, late);

    assertThat(open())
        .containsExactly(
            "DELIVERY_NOT_APPLIED " + later.deliveryId(),
            "UNREADABLE_DELIVERY " + late.deliveryId());
    assertThat(
            DATABASE.texts("select distinct acknowledged_by from alarm where subject = 'closing'"))
        .containsExactly("engine");
  }

  @Test
  void a_person_who_closes_the_journey_closes_the_alarms_of_its_holds() {
    TestRecords.merge(engine, JOURNEY, unreadable(false));

    TestRecords.merge(engine, JOURNEY, new Close(origin()));

    assertThat(open()).isEmpty();
    assertThat(wordsOf(1)).isEqualTo(REASON);
  }

  @Test
  void no_one_has_answered_what_a_cancelled_or_expired_journey_was_held_for() {
    TestRecords.merge(engine, JOURNEY, unreadable(false));
    JourneyClaim claim = engine.claim(JOURNEY);
    JourneyState cancelled =
        claim
            .state()
            .withCancellation(Cancellation.accepted(engine.clock().instant()))
            .withoutHolds(reason -> true);
    engine.journeys().record(TestRecords.of(claim, Change.of(cancelled)));
    assertThat(open()).hasSize(1);

    JourneyId other = engine.accept(TestOrders.withPrescription()).get(0);
    TestRecords.merge(engine, other, unreadable(true));
    JourneyClaim expiring = engine.claim(other);
    engine
        .journeys()
        .record(
            TestRecords.of(
                expiring, expiring.state().close(Closure.Outcome.EXPIRED, engine.moment())));
    DATABASE.change("update webhook_delivery set state = 'APPLIED'");
    assertThat(open()).hasSize(2);
  }

  private Release release(HoldReason hold) {
    return new Release(origin(), hold);
  }

  private Origin origin() {
    return new Origin("c-" + ++commands, "olivia", REASON);
  }

  /** A stored delivery, and what it means. */
  private DeliveryUnreadable unreadable(boolean isShared) {
    WebhookDeliveryId id = engine.deliver(attempt, new byte[] {'?'}, false, 1L);
    return new DeliveryUnreadable(
        id, Cause.MALFORMED, "digest of " + id, engine.clock().instant(), isShared);
  }

  private void raise(AlarmKind kind, String subject) {
    engine
        .jdbi()
        .useTransaction(
            handle ->
                AlarmStore.raise(
                    handle, JOURNEY, new Alarm(kind, subject), engine.clock().instant()));
  }

  private static List<String> open() {
    return DATABASE.texts(
        "select kind || ' ' || subject from alarm where acknowledged_at is null order by alarm_id");
  }

  private String wordsOf(long alarm) {
    byte[] words =
        DATABASE
            .owner()
            .withHandle(
                h ->
                    h.select("select acknowledgement from alarm where alarm_id = ?", alarm)
                        .mapTo(byte[].class)
                        .one());
    return engine
        .ofOrder(JOURNEY)
        .decryptText(Objects.requireNonNull(words), AlarmStore.context(alarm));
  }
}
