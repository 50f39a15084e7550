package org.patientjourney.activities.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.doctor.EvidenceDao.OpenOrder;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.pdf.TestPdfs;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.OrderId;

/** What the record shows of what was tried. */
class EvidenceTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String LINK = "https://pdf.example.org/r/601233.pdf?Signature=";

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestPdfs events = new TestPdfs(engine);
  private final EvidenceDao evidence = engine.dao(EvidenceDao.class);

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.approvable());
  }

  @Test
  void an_order_alone_shows_nothing_but_itself() {
    assertThat(evidence.findDecidedExams()).isEmpty();
    assertThat(evidence.findReportedDecisions()).isEmpty();
    assertThat(evidence.hasRedelivery()).isFalse();
    assertThat(evidence.findOpenOrders(10))
        .containsExactly(new OpenOrder(new ClinicId("juniper"), new OrderId("WC-1")));
  }

  @Test
  void an_approval_counts_when_a_consultation_event_is_applied() {
    events.applied(LINK + "1");
    assertThat(evidence.findReportedDecisions()).isEmpty();

    // As the relay does before it signals the run.
    DATABASE.change("update webhook_delivery set event = 1");
    assertThat(evidence.findReportedDecisions()).containsExactly(Decision.APPROVED);
  }

  @Test
  void an_exam_is_decided_when_its_journey_is_closed_with_a_decision() {
    events.applied(LINK + "1");
    assertThat(evidence.findDecidedExams()).isEmpty();

    DATABASE.change("update journey set open = false");
    assertThat(evidence.findDecidedExams()).containsExactly(new ExamId(5101));
    assertThat(evidence.findOpenOrders(10)).isEmpty();
  }

  @Test
  void a_journey_that_was_closed_without_a_decision_has_decided_no_exam() {
    TestRecords.close(engine, TestPdfs.JOURNEY);

    assertThat(evidence.findDecidedExams()).isEmpty();
  }

  @Test
  void an_event_that_came_twice_is_a_redelivery() {
    events.applied(LINK + "1");
    events.applied(LINK + "2");

    assertThat(evidence.hasRedelivery()).isTrue();
  }
}
