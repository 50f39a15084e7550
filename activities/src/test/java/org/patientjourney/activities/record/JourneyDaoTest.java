package org.patientjourney.activities.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.JourneyDao.ExpectedRun;
import org.patientjourney.activities.record.JourneyDao.JourneyQuery;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

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
  void the_journeys_of_a_meeting_come_in_the_order_of_their_exams() {
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
  void filters_a_page_by_status_and_clinic() {
    assertThat(page("juniper", null, false, "", 9)).containsExactly("juniper:WC-1:5101");
    assertThat(page(null, "ORDERED", true, "", 9)).hasSize(3);
    assertThat(page("willow", null, null, "", 9)).isEmpty();
    assertThat(page(null, "APPROVED", null, "", 9)).isEmpty();
  }

  @Test
  void a_page_is_filtered_by_one_of_several_holds() {
    JourneyId held = new JourneyId("juniper:WC-3:5102");
    TestRecords.merge(
        engine,
        held,
        InviteAnswer.refused(1, engine.clock().instant(), HoldReason.KEY_REFUSED, null),
        new HoldJourney(new Origin("h-1", "olivia", "look")));

    assertThat(heldBy("KEY_REFUSED")).containsExactly(held);
    assertThat(heldBy("HELD_BY_PERSON")).containsExactly(held);
    assertThat(heldBy("MISSED")).isEmpty();
  }

  @Test
  void a_page_is_filtered_by_when_its_journeys_were_ordered() {
    Instant first = engine.clock().instant();
    engine.clock().advance(Duration.ofHours(1));
    engine.accept(TestOrders.withExams("WC-4", TestOrders.FILLER));
    Instant second = engine.clock().instant();

    assertThat(orderedBefore(first)).isEmpty();
    assertThat(orderedBefore(second)).hasSize(4);
    assertThat(orderedBefore(second.plusMillis(1))).hasSize(5);
  }

  @Test
  void open_journeys_whose_time_has_come_are_late_the_longest_overdue_first() {
    JourneyId later = new JourneyId("juniper:WC-3:5102");
    engine.clock().advance(Duration.ofMinutes(30));
    TestRecords.merge(
        engine, later, InviteAnswer.sent(1, engine.clock().instant(), new PatientExamId("95102")));
    Instant due =
        Objects.requireNonNull(engine.row(new JourneyId("juniper:WC-3:5101")).nextDueAt());

    assertThat(journeys.findLate(due.minusMillis(1), 9)).isEmpty();
    assertThat(journeys.findLate(due, 9)).hasSize(2);
    assertThat(journeys.findLate(due.plus(Duration.ofDays(99)), 9))
        .extracting(JourneyRow::journeyId)
        .hasSize(3)
        .endsWith(later);
    assertThat(journeys.findLate(due, 1)).hasSize(1);
  }

  @Test
  void the_most_urgent_come_first_whatever_their_ids() {
    JourneyId last = new JourneyId("juniper:WC-9:5101");
    engine.accept(TestOrders.withExams("WC-9", TestOrders.FILLER));
    engine.clock().advance(Duration.ofHours(1));
    for (int number = 10; number < 30; number++) {
      engine.accept(TestOrders.withExams("WC-" + number, TestOrders.FILLER));
    }
    Instant due = Objects.requireNonNull(engine.row(last).nextDueAt());
    Instant allDue = due.plus(Duration.ofDays(1));

    assertThat(journeys.findOverdue(null, due, 20)).isEmpty();
    assertThat(journeys.findOverdue(null, allDue, 20))
        .hasSize(20)
        .extracting(JourneyRow::journeyId)
        .contains(last);
    assertThat(journeys.findOverdue("willow", allDue, 20)).isEmpty();
  }

  @Test
  void of_held_journeys_the_soonest_due_comes_first() {
    JourneyId first = new JourneyId("juniper:WC-9:5101");
    JourneyId second = new JourneyId("juniper:WC-3:5102");
    engine.accept(TestOrders.withExams("WC-9", TestOrders.FILLER));
    hold(first);
    engine.clock().advance(Duration.ofHours(1));
    hold(second);

    assertThat(journeys.findHeld("juniper", 9))
        .extracting(JourneyRow::journeyId)
        .containsExactly(first, second);
    assertThat(journeys.findHeld("willow", 9)).isEmpty();
  }

  private void hold(JourneyId journey) {
    TestRecords.merge(
        engine, journey, new HoldJourney(new Origin("hold", "olivia", "the patient asked")));
  }

  @Test
  void open_journeys_are_expected_to_run_once_their_start_was_taken() {
    Instant soon = engine.clock().instant().plusMillis(1);
    JourneyId started = new JourneyId("juniper:WC-3:5102");
    assertThat(journeys.findExpectedToRun("", soon, 9)).isEmpty();

    engine.claim(started);

    assertThat(journeys.findExpectedToRun("", soon, 9))
        .containsExactly(new ExpectedRun(started, Stage.ORDERED));
    assertThat(journeys.findExpectedToRun("", soon.minusMillis(1), 9)).isEmpty();
    assertThat(journeys.findExpectedToRun(started.value(), soon, 9)).isEmpty();
    assertThat(journeys.findExpectedToRun("", soon, 0)).isEmpty();
  }

  @Test
  void the_middle_of_the_open_journeys_leaves_out_the_closed_one() {
    Instant now = engine.clock().instant();
    DATABASE.change(
        "update journey set created_at = created_at + exam_id * interval '1 second'"
            + " where order_id = 'WC-3'");

    assertThat(journeys.findMiddleOfOpen()).contains(now.plusSeconds(5102));

    DATABASE.change("update journey set open = false");
    assertThat(journeys.findMiddleOfOpen()).isEmpty();
  }

  @Test
  void a_journey_that_is_not_there_is_not_found() {
    assertThat(journeys.find(new JourneyId("juniper:WC-0:5101"))).isEmpty();
  }

  private List<JourneyId> heldBy(String hold) {
    return ids(query(null, null, null, hold, null, "", 9));
  }

  private List<JourneyId> orderedBefore(Instant instant) {
    return ids(query(null, null, null, null, instant, "", 9));
  }

  private List<JourneyId> ids(JourneyQuery query) {
    return journeys.findPage(query).stream().map(JourneyRow::journeyId).toList();
  }

  private static JourneyQuery query(
      @Nullable String clinic,
      @Nullable String stage,
      @Nullable Boolean open,
      @Nullable String hold,
      @Nullable Instant createdBefore,
      String after,
      int limit) {
    return new JourneyQuery(
        clinic, null, null, null, stage, open, hold, createdBefore, null, null, after, limit);
  }

  private Iterable<String> page(
      @Nullable String clinic,
      @Nullable String stage,
      @Nullable Boolean open,
      String after,
      int limit) {
    return ids(query(clinic, stage, open, null, null, after, limit)).stream()
        .map(JourneyId::value)
        .toList();
  }
}
