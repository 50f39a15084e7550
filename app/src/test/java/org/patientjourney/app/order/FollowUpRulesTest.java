package org.patientjourney.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.order.TestOrders.accepted;
import static org.patientjourney.app.order.TestOrders.example;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.configuration.JourneyConfiguration.UnservedStates;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.Patient;

/** What may have changed in the three weeks before a follow-up is sent. */
class FollowUpRulesTest {
  private static final ExamId REVIEWED = new ExamId(5101);
  private static final UnservedStates NOWHERE =
      new UnservedStates(LocalDate.of(2026, 6, 24), Set.of());

  private final Order order = accepted(example());
  private final OrderRules rules = rules(TestOrders.CLINICS.keySet(), NOWHERE);

  @Test
  void an_exam_that_could_be_ordered_today_has_no_problems() {
    assertThat(rules.problems(order, REVIEWED)).isEmpty();
  }

  @Test
  void a_removed_clinic_is_a_problem() {
    assertThat(rules(Set.of(), NOWHERE).problems(order, REVIEWED))
        .containsExactly("the clinic is not configured any more");
  }

  @Test
  void an_exam_that_left_the_catalogue_is_a_problem() {
    assertThat(rules.problems(order, new ExamId(5999)))
        .containsExactly("exam 5999 is not in the reviewed catalogue any more");
  }

  @Test
  void a_state_that_is_not_served_any_more_is_a_problem() {
    UnservedStates here = new UnservedStates(LocalDate.of(2026, 12, 1), Set.of("TE"));
    assertThat(rules(TestOrders.CLINICS.keySet(), here).problems(order, REVIEWED))
        .containsExactly("the patient's state is not served as of 2026-12-01");
  }

  @Test
  void missing_contact_data_is_a_problem() {
    assertThat(rules.problems(order.withPatient(reachedBy("", "+12025550147")), REVIEWED))
        .containsExactly("the patient has no e-mail address");
    assertThat(rules.problems(order.withPatient(reachedBy("rivka@example.org", "")), REVIEWED))
        .containsExactly("the patient has no telephone number");
  }

  private static OrderRules rules(Set<ClinicId> clinics, UnservedStates unserved) {
    return new OrderRules(
        Mode.TEST, clinics, TestOrders.CATALOGUE, unserved, InstantSource.fixed(TestOrders.NOW));
  }

  private Patient reachedBy(String email, String phone) {
    Patient was = order.patient();
    return new Patient(
        was.id(),
        was.firstName(),
        was.lastName(),
        email,
        phone,
        was.dateOfBirth(),
        was.gender(),
        was.state(),
        was.timeZone(),
        was.homeAddress());
  }
}
