package org.patientjourney.activities.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.followup.FollowUpDao;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.workflows.effect.Obligation;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.Order;

class ObligationDaoTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final ObligationDao obligations = engine.dao(ObligationDao.class);
  private final Instant now = engine.clock().instant();

  @Test
  void marks_each_overdue_obligation_once() throws Exception {
    for (int number = 1; number <= 30; number++) {
      owe(journey(number), Obligation.Kind.INVITE, now);
    }

    List<List<ObligationRow>> marked =
        TestThreads.together(8, () -> obligations.markOverdue(now, 4));

    assertThat(marked.stream().flatMap(List::stream).map(ObligationRow::journeyId))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThanOrEqualTo(4);
    int left = obligations.markOverdue(now, 100).size();
    assertThat(marked.stream().mapToInt(List::size).sum() + left).isEqualTo(30);
    assertThat(obligations.markOverdue(now, 100)).isEmpty();
  }

  @Test
  void a_sweep_skips_obligations_that_another_sweep_is_marking() throws Exception {
    JourneyId first = journey(1);
    JourneyId second = journey(2);
    owe(first, Obligation.Kind.INVITE, now.minusSeconds(1));
    owe(second, Obligation.Kind.INVITE, now);

    engine
        .jdbi()
        .useTransaction(
            handle -> {
              handle.attach(ObligationDao.class).markOverdue(now, 1);
              assertThat(TestThreads.together(1, () -> obligations.markOverdue(now, 9)).get(0))
                  .extracting(ObligationRow::journeyId)
                  .containsExactly(second);
            });
  }

  @Test
  void nothing_is_overdue_before_its_grace_has_passed() {
    owe(journey(1), Obligation.Kind.INVITE, now);

    assertThat(obligations.markOverdue(now.minusMillis(1), 9)).isEmpty();
    assertThat(obligations.markOverdue(now, 9))
        .extracting(ObligationRow::status)
        .containsExactly(ObligationStatus.OVERDUE);
  }

  @Test
  void the_longest_overdue_comes_first() {
    JourneyId first = journey(2);
    owe(journey(1), Obligation.Kind.INVITE, now);
    owe(first, Obligation.Kind.INVITE, now.minus(Duration.ofDays(1)));

    assertThat(obligations.markOverdue(now, 1))
        .extracting(ObligationRow::journeyId)
        .containsExactly(first);
  }

  @Test
  void filters_a_page_by_status_and_clinic() {
    JourneyId met = journey(1);
    JourneyId open = journey(2);
    Order willows = TestOrders.of(new ClinicId("willow"), "WC-1", TestOrders.FILLER);
    JourneyId elsewhere = engine.accept(willows).get(0);
    List.of(met, open, elsewhere).forEach(each -> owe(each, Obligation.Kind.INVITE, now));
    obligations.end(
        new ObligationRow(
            met,
            Obligation.Kind.INVITE,
            Owner.ENGINE,
            now,
            now,
            now,
            ObligationStatus.MET,
            now,
            "revision 1"));

    assertThat(page(null, null)).containsExactly(met, open, elsewhere);
    assertThat(page("MET", null)).containsExactly(met);
    assertThat(page("OPEN", "juniper")).containsExactly(open);
    assertThat(page(null, "willow")).containsExactly(elsewhere);
  }

  /** The cursor names a journey: what it owes besides would be skipped by the next page. */
  @Test
  void a_page_never_ends_in_the_middle_of_a_journey() {
    IntStream.rangeClosed(1, 3)
        .mapToObj(this::journey)
        .forEach(
            journey -> {
              owe(journey, Obligation.Kind.INVITE, now);
              owe(journey, Obligation.Kind.HANDOVER, now);
            });

    List<ObligationRow> first = obligations.findPage(null, null, "", 3);
    List<ObligationRow> second =
        obligations.findPage(null, null, first.get(first.size() - 1).journeyId().value(), 3);

    assertThat(first)
        .extracting(row -> row.journeyId() + " " + row.kind())
        .containsExactly(
            "juniper:WC-1:5101 HANDOVER",
            "juniper:WC-1:5101 INVITE",
            "juniper:WC-2:5101 HANDOVER",
            "juniper:WC-2:5101 INVITE");
    assertThat(second).hasSize(2);
  }

  @Test
  void the_first_follow_ups_are_the_soonest_due_of_their_status_whatever_their_ids() {
    FollowUpDao followUps = engine.dao(FollowUpDao.class);
    Instant longAgo = now.minus(Duration.ofDays(9));
    JourneyId last = journey(99);
    oweFollowUp(followUps, last, longAgo, ObligationStatus.OVERDUE);
    oweFollowUp(followUps, journey(9), longAgo, ObligationStatus.MET);
    for (int number = 10; number < 30; number++) {
      oweFollowUp(followUps, journey(number), now.minusSeconds(1), ObligationStatus.OVERDUE);
    }
    owe(journey(8), Obligation.Kind.INVITE, longAgo);

    assertThat(followUps.findFirst(ObligationStatus.OVERDUE, Instant.EPOCH, now, "juniper", 20))
        .hasSize(20)
        .extracting(OwedFollowUp::journeyId)
        .startsWith(last);
    assertThat(followUps.findFirst(ObligationStatus.OPEN, Instant.EPOCH, now, null, 20)).isEmpty();
    assertThat(followUps.findFirst(ObligationStatus.OVERDUE, Instant.EPOCH, now, "willow", 20))
        .isEmpty();
  }

  private void oweFollowUp(
      FollowUpDao followUps, JourneyId journey, Instant dueAt, ObligationStatus status) {
    ObligationRow row =
        new ObligationRow(
            journey,
            Obligation.Kind.FOLLOW_UP,
            Owner.ENGINE,
            now,
            dueAt,
            dueAt,
            status,
            status == ObligationStatus.MET ? now : null,
            status == ObligationStatus.MET ? "revision 1" : null);
    assertThat(followUps.owe(row, null, new ExamId(5101), Visit.Basis.CONSULTATION, "UTC", now))
        .isTrue();
  }

  private List<JourneyId> page(@Nullable String status, @Nullable String clinic) {
    return obligations.findPage(status, clinic, "", 9).stream()
        .map(ObligationRow::journeyId)
        .toList();
  }

  private void owe(JourneyId journey, Obligation.Kind kind, Instant overdueAt) {
    ObligationRow open =
        new ObligationRow(
            journey, kind, Owner.ENGINE, now, now, overdueAt, ObligationStatus.OPEN, null, null);
    assertThat(obligations.open(open)).isTrue();
  }

  private JourneyId journey(int number) {
    return engine.accept(TestOrders.withExams("WC-" + number, TestOrders.FILLER)).get(0);
  }
}
