package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.invite.MeetingId;
import org.patientjourney.workflows.journey.JourneyId;

class JourneyDaoTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final JourneyDao journeys = engine.dao(JourneyDao.class);

  /** WC-1:5101 is closed, the three of WC-3 are open. */
  @BeforeEach
  void accept() {
    TestRecords.close(engine, engine.accept(TestOrders.approvable()).get(0));
    engine.accept(TestOrders.withPrescription());
  }

  @Test
  void the_members_of_a_meeting_come_in_the_order_of_their_exams() {
    assertThat(journeys.findByMeeting(new MeetingId("juniper:WC-3:5101")))
        .extracting(row -> row.examId().value())
        .containsExactly(5101, 5102);
  }

  @Test
  void a_page_begins_behind_the_last_id_of_the_page_before() {
    assertThat(page(null, null, null, "", 2))
        .containsExactly("juniper:WC-1:5101", "juniper:WC-3:5101");
    assertThat(page(null, null, null, "juniper:WC-3:5101", 2))
        .containsExactly("juniper:WC-3:5102", "juniper:WC-3:5204");
  }

  @Test
  void a_page_is_filtered_by_what_is_given() {
    assertThat(page("juniper", null, false, "", 9)).containsExactly("juniper:WC-1:5101");
    assertThat(page(null, "ORDERED", true, "", 9)).hasSize(3);
    assertThat(page("willow", null, null, "", 9)).isEmpty();
    assertThat(page(null, "APPROVED", null, "", 9)).isEmpty();
  }

  @Test
  void a_journey_that_is_not_there_is_not_found() {
    assertThat(journeys.find(new JourneyId("juniper:WC-0:5101"))).isEmpty();
  }

  private Iterable<String> page(
      @Nullable String clinic,
      @Nullable String stage,
      @Nullable Boolean open,
      String after,
      int limit) {
    return journeys.findPage(clinic, stage, open, null, null, after, limit).stream()
        .map(row -> row.journeyId().value())
        .toList();
  }
}
