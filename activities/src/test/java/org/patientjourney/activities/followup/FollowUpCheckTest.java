package org.patientjourney.activities.followup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.followup.FollowUpActivitiesImpl.FollowUpRules;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.followup.FollowUpActivities.FollowUpCheck;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.PatientContact;

/** The look at a follow-up whose day has come. */
class FollowUpCheckTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId VISIT = new JourneyId("juniper:WC-9:5204");
  private static final String RIGHT = "canaria.right@example.org";

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final Order order = TestOrders.withExams("WC-9", TestOrders.TIRZEPATIDE);

  @BeforeEach
  void approve() {
    engine.orders().accept(order, engine.plan(order, PatientContact.CLINIC));
    TestRecords.merge(
        engine, VISIT, new RecordDecision(origin("c-1"), ExamStatus.APPROVED, "the portal"));
  }

  /** Three weeks after the order its patient may have been corrected. */
  @Test
  void checks_the_follow_ups_exam_and_the_corrected_patient() {
    engine
        .orders()
        .correct(
            order.clinic(), order.orderId(), TestOrders.reachedBy(RIGHT, order), origin("c-2"));

    assertThat(check().problems()).containsExactly("exam " + TestOrders.FOLLOW_UP + " of " + RIGHT);
  }

  @Test
  void reports_whether_an_event_2_has_confirmed_the_duty() {
    assertThat(check().isConfirmed()).isFalse();

    engine.dao(FollowUpDao.class).confirm(VISIT, Instant.EPOCH);

    assertThat(check().isConfirmed()).isTrue();
  }

  private FollowUpCheck check() {
    FollowUpRules echo =
        (current, exam) -> List.of("exam " + exam + " of " + current.patient().email());
    return new FollowUpActivitiesImpl(DATABASE.jdbi(), engine.orders(), echo)
        .checkFollowUp(VISIT.followUp());
  }

  private static Origin origin(String id) {
    return new Origin(id, "operations", "because the test says so");
  }
}
