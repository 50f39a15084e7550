package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.incident.TestIncidents;
import org.patientjourney.activities.invite.TestExams;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.ObligationDao;
import org.patientjourney.activities.record.ObligationRow;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.workflows.command.InviteCommand.ReInvite;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.effect.Obligation;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.meeting.ResendPhase;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;

/** What a journey owes, as its record keeps it; the clinic contacts its patients itself. */
class ObligationTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final Instant orderedAt = engine.clock().instant();

  @BeforeEach
  void accept() {
    Order order = TestOrders.approvable();
    engine
        .orders()
        .accept(
            order,
            JourneyTerms.of(
                order,
                TestOrders::kind,
                exam -> null,
                PatientContact.CLINIC,
                ZoneOffset.UTC,
                orderedAt));
  }

  @Test
  void an_invite_is_owed_within_an_hour_and_reported_as_overdue_an_hour_later() {
    TestRecords.merge(engine, JOURNEY);

    assertThat(owed()).containsExactly(invite(ObligationStatus.OPEN, null, null));
  }

  @Test
  void a_sent_invite_is_met_and_the_clinic_owes_the_handover() {
    TestRecords.merge(engine, JOURNEY);
    engine.clock().advance(Duration.ofMinutes(5));
    Instant sentAt = engine.clock().instant();
    TestRecords.merge(engine, JOURNEY, sent(sentAt));

    assertThat(owed())
        .containsExactly(
            handover(sentAt, ObligationStatus.OPEN, null, null),
            invite(ObligationStatus.MET, sentAt, "revision 2"));
  }

  @Test
  void a_link_that_was_handed_over_meets_the_handover() {
    Instant sentAt = engine.clock().instant();
    TestRecords.merge(engine, JOURNEY, sent(sentAt));
    engine.clock().advance(HOUR);

    TestRecords.merge(
        engine, JOURNEY, new Release(TestIncidents.command("done"), HoldReason.HANDOVER));

    assertThat(owed())
        .contains(handover(sentAt, ObligationStatus.MET, engine.clock().instant(), "revision 2"));
  }

  /** The one that was owed until now was of a link that is dead. */
  @Test
  void the_link_of_another_invite_is_owed_anew_and_can_be_overdue_again() {
    TestRecords.merge(engine, JOURNEY, sent(engine.clock().instant()));
    engine.clock().advance(DAY.multipliedBy(2));
    engine.dao(ObligationDao.class).markOverdue(engine.clock().instant(), 9);
    assertThat(owed().get(0).status()).isEqualTo(ObligationStatus.OVERDUE);
    TestExams.report(engine, JOURNEY, ExamStatus.MISSED);
    TestRecords.merge(engine, JOURNEY, new ReInvite(TestIncidents.command("again")));
    Instant sentAt = engine.clock().instant();

    InviteAnswer second = InviteAnswer.sent(2, sentAt, new PatientExamId("95102"));
    TestRecords.merge(engine, JOURNEY, second);

    assertThat(owed()).contains(handover(sentAt, ObligationStatus.OPEN, null, null));
    engine.clock().advance(DAY.multipliedBy(2));
    assertThat(engine.dao(ObligationDao.class).markOverdue(engine.clock().instant(), 9)).hasSize(1);
  }

  @Test
  void a_link_that_is_sent_again_is_owed_anew() {
    TestRecords.merge(engine, JOURNEY, sent(engine.clock().instant()));
    TestRecords.merge(
        engine, JOURNEY, new Release(TestIncidents.command("done"), HoldReason.HANDOVER));
    engine.clock().advance(DAY);
    Instant sentAt = engine.clock().instant();
    JourneyClaim claim = engine.claim(JOURNEY);
    Resend resend = Resend.requested(Resend.Cause.COMMAND, "again", 1, sentAt);

    engine
        .journeys()
        .record(
            TestRecords.of(
                claim,
                ResendPhase.resent(
                    claim.state(), resend.answered(Resend.Status.SENT, sentAt), engine.moment())));

    assertThat(owed()).contains(handover(sentAt, ObligationStatus.OPEN, null, null));
  }

  @Test
  void a_closed_journey_owes_nothing_any_more() {
    Instant sentAt = engine.clock().instant();
    TestRecords.merge(engine, JOURNEY, sent(sentAt));
    engine.clock().advance(HOUR);

    TestRecords.close(engine, JOURNEY);

    assertThat(owed())
        .containsExactly(
            handover(sentAt, ObligationStatus.DROPPED, engine.clock().instant(), "revision 2"),
            invite(ObligationStatus.MET, sentAt, "revision 1"));
  }

  @Test
  void an_ended_obligation_does_not_change() {
    TestRecords.close(engine, JOURNEY);
    ObligationRow dropped = owed().get(0);
    engine.clock().advance(HOUR);

    TestRecords.merge(engine, JOURNEY, sent(engine.clock().instant()));

    assertThat(dropped.status()).isEqualTo(ObligationStatus.DROPPED);
    assertThat(owed()).contains(dropped);
  }

  @Test
  void an_overdue_invite_that_is_sent_at_last_is_met_late() {
    TestRecords.merge(engine, JOURNEY);
    engine.clock().advance(HOUR.multipliedBy(3));
    engine.dao(ObligationDao.class).markOverdue(engine.clock().instant(), 9);
    assertThat(owed()).containsExactly(invite(ObligationStatus.OVERDUE, null, null));

    TestRecords.merge(engine, JOURNEY, sent(engine.clock().instant()));

    assertThat(owed())
        .contains(invite(ObligationStatus.MET, engine.clock().instant(), "revision 2"));
  }

  private List<ObligationRow> owed() {
    return engine.dao(ObligationDao.class).findByJourney(JOURNEY);
  }

  private ObligationRow invite(
      ObligationStatus status, @Nullable Instant endedAt, @Nullable String evidence) {
    return new ObligationRow(
        JOURNEY,
        Obligation.Kind.INVITE,
        Owner.ENGINE,
        orderedAt,
        orderedAt.plus(HOUR),
        orderedAt.plus(HOUR).plus(HOUR),
        status,
        endedAt,
        evidence);
  }

  private static ObligationRow handover(
      Instant sentAt,
      ObligationStatus status,
      @Nullable Instant endedAt,
      @Nullable String evidence) {
    return new ObligationRow(
        JOURNEY,
        Obligation.Kind.HANDOVER,
        Owner.CLINIC,
        sentAt,
        sentAt.plus(DAY),
        sentAt.plus(DAY).plus(HOUR),
        status,
        endedAt,
        evidence);
  }

  private static InviteAnswer sent(Instant at) {
    return InviteAnswer.sent(1, at, new PatientExamId("95101"));
  }
}
