package org.patientjourney.activities.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.OrderStore.AcceptOutcome;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;

class OrderStoreTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final OrderStore orders = engine.orders();

  @Test
  void an_accepted_order_has_meetings_journeys_journals_and_start_rows() {
    Order order = TestOrders.withPrescription();

    assertThat(orders.accept(order, engine.plan(order)).outcome())
        .isEqualTo(AcceptOutcome.ACCEPTED);

    assertThat(DATABASE.texts("select meeting_id from meeting order by 1"))
        .containsExactly("juniper:WC-3:5101", "juniper:WC-3:5204");
    assertThat(
            DATABASE.texts(
                "select journey_id || ' in ' || meeting_id from journey order by journey_id"))
        .containsExactly(
            "juniper:WC-3:5101 in juniper:WC-3:5101",
            "juniper:WC-3:5102 in juniper:WC-3:5101",
            "juniper:WC-3:5204 in juniper:WC-3:5204");
    assertThat(DATABASE.texts("select kind || ' ' || payload::text from outbox order by id"))
        .containsExactly(
            "START \"juniper:WC-3:5101\"",
            "START \"juniper:WC-3:5102\"",
            "START \"juniper:WC-3:5204\"");
    assertThat(engine.journalOf(new JourneyId("juniper:WC-3:5102")))
        .singleElement()
        .satisfies(entry -> assertThat(entry.kind()).isEqualTo(JournalKind.ORDERED));
  }

  @Test
  void the_relay_starts_a_run_after_the_time_that_the_caller_has() {
    Duration caller = Duration.ofSeconds(5);
    Order order = TestOrders.approvable();
    engine.orders(caller).accept(order, engine.plan(order));
    OutboxDao outbox = DATABASE.jdbi().onDemand(OutboxDao.class);
    Instant now = engine.clock().instant();

    assertThat(outbox.claimDue(now.plus(caller).minusMillis(1), 5, 9)).isEmpty();
    assertThat(outbox.claimDue(now.plus(caller), 5, 9)).hasSize(1);
  }

  @Test
  void a_new_journey_is_open_and_due_when_its_invite_would_be_overdue() {
    JourneyRow row = engine.row(engine.accept(TestOrders.approvable()).get(0));

    assertThat(row.open()).isTrue();
    assertThat(row.stage()).isEqualTo(Stage.ORDERED);
    assertThat(row.holds()).isEmpty();
    assertThat(row.claimedBy()).isNull();
    assertThat(row.nextDueAt())
        .isEqualTo(engine.clock().instant().plus(TestEngine.POLICY.inviteOverdue()));
  }

  @Test
  void the_same_order_again_changes_nothing() {
    engine.accept(TestOrders.approvableTwice());
    String before = DATABASE.dump();

    assertThat(orders.accept(TestOrders.approvableTwice(), planOfTwo()).outcome())
        .isEqualTo(AcceptOutcome.ACCEPTED_BEFORE);
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void other_content_under_the_same_id_is_reported_and_changes_nothing() {
    engine.accept(TestOrders.approvableTwice());
    String before = DATABASE.dump();
    Order other = TestOrders.withExams("WC-2", TestOrders.FILLER);

    assertThat(orders.accept(other, engine.plan(other)).outcome())
        .isEqualTo(AcceptOutcome.CONTENT_DIFFERS);
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void of_twenty_at_once_exactly_one_is_accepted() throws Exception {
    List<JourneyTerms> plan = planOfTwo();

    List<AcceptOutcome> outcomes =
        TestThreads.together(20, () -> orders.accept(TestOrders.approvableTwice(), plan).outcome());

    assertThat(outcomes).containsOnlyOnce(AcceptOutcome.ACCEPTED);
    assertThat(outcomes).filteredOn(AcceptOutcome.ACCEPTED_BEFORE::equals).hasSize(19);
    assertThat(DATABASE.count("journey")).isEqualTo(2);
    assertThat(DATABASE.texts("select journey_id from outbox where kind = 'START' order by 1"))
        .containsExactly("juniper:WC-2:5101", "juniper:WC-2:5102");
  }

  @Test
  void an_order_that_fails_half_way_leaves_nothing() {
    List<JourneyTerms> twice = List.of(planOfTwo().get(0), planOfTwo().get(0));

    assertThatThrownBy(() -> orders.accept(TestOrders.approvableTwice(), twice))
        .hasMessageContaining("duplicate key");
    assertThat(DATABASE.count("exam_order")).isZero();
    assertThat(DATABASE.count("meeting")).isZero();
    assertThat(DATABASE.count("outbox")).isZero();
  }

  @Test
  void an_accepted_order_comes_back_as_it_was_posted() {
    engine.accept(TestOrders.withPrescription());

    assertThat(orders.find(TestOrders.CLINIC, new OrderId("WC-3")))
        .contains(TestOrders.withPrescription());
    assertThat(orders.find(TestOrders.CLINIC, new OrderId("WC-4"))).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> orders.get(TestOrders.CLINIC, new OrderId("WC-4")))
        .withMessageContaining("juniper:WC-4");
  }

  @Test
  void nothing_of_the_patient_can_be_read_in_any_column() {
    engine.accept(TestOrders.withPrescription());
    String dump = DATABASE.dump();

    assertThat(dump).contains("C-5521");
    for (String canary : TestOrders.CANARIES) {
      String hex = HexFormat.of().formatHex(canary.getBytes(StandardCharsets.UTF_8));
      assertThat(dump).doesNotContain(canary).doesNotContain(hex);
    }
  }

  /** Each may invite the patient for the same exam: at least the second one must know of it. */
  @Test
  void of_two_orders_of_a_patient_at_once_one_knows_of_the_other() throws Exception {
    AtomicInteger number = new AtomicInteger();

    List<Integer> duplicates =
        TestThreads.together(
            8,
            () -> {
              Order order = TestOrders.withExams("WC-1" + number.incrementAndGet(), 5101);
              return orders.accept(order, engine.plan(order)).duplicates().size();
            });

    assertThat(duplicates).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
  }

  private List<JourneyTerms> planOfTwo() {
    return engine.plan(TestOrders.approvableTwice());
  }
}
