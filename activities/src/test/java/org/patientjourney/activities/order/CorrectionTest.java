package org.patientjourney.activities.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.Patient;

/** A corrected patient stands beside the order, which stays as it was posted. */
class CorrectionTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String RIGHT = "rivka@example.org";

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final Order order = TestOrders.approvable();

  @BeforeEach
  void accept() {
    engine.accept(order);
  }

  @Test
  void invites_use_the_latest_correction_and_the_order_is_unchanged() {
    assertThat(current()).isEqualTo(order);

    assertThat(correct("c-1", "wrong.again@example.org")).hasValue(1);
    assertThat(correct("c-2", RIGHT)).hasValue(2);

    assertThat(current().patient().email()).isEqualTo(RIGHT);
    assertThat(current().exams()).isEqualTo(order.exams());
    assertThat(engine.orders().get(order.clinic(), order.orderId())).isEqualTo(order);
    assertThat(DATABASE.dump()).doesNotContain(RIGHT);
  }

  @Test
  void the_same_command_again_is_one_correction() {
    assertThat(correct("c-1", RIGHT)).hasValue(1);
    assertThat(correct("c-1", RIGHT)).hasValue(1);
    assertThat(DATABASE.count("order_correction")).isEqualTo(1);
  }

  @Test
  void the_same_command_with_another_patient_is_none() {
    correct("c-1", RIGHT);

    assertThat(correct("c-1", "another@example.org")).isEmpty();
    assertThat(current().patient().email()).isEqualTo(RIGHT);
  }

  private OptionalInt correct(String command, String email) {
    Patient corrected = TestOrders.reachedBy(email, order);
    return engine
        .orders()
        .correct(
            order.clinic(), order.orderId(), corrected, new Origin(command, "backend", "a typo"));
  }

  private Order current() {
    return engine.orders().current(order.clinic(), order.orderId());
  }
}
