package org.patientjourney.app.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.JsonEdit.without;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.openapi.TestDocument;
import org.patientjourney.app.order.TestOrders.Reading;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PharmacyRoute;

/** An order that names an earlier one in {@code repeatOf}. */
class RepetitionTest {
  private final Map<String, Order> accepted = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();
  private final OrderReader reader = new OrderReader(TestOrders.rules(Mode.TEST), this::accepted);

  @Test
  void an_exam_without_a_pharmacy_has_that_of_the_earlier_order() {
    Order earlier = accept(TestOrders.example());
    Order repeated = read(repeat());
    assertThat(pharmacy(repeated)).isEqualTo(pharmacy(earlier)).isNotNull();
    assertThat(repeated.repeatOf()).isEqualTo(earlier.orderId());
    assertThat(read(with(repeat(), "/exams/1/pharmacy", TestOrders.json("{}"))).exams())
        .isEqualTo(earlier.exams());
  }

  @Test
  void a_pharmacy_of_the_clinic_s_own_is_repeated_whole() {
    Order earlier = accept(TestOrders.withOwnPharmacy());
    assertThat(pharmacy(read(repeat()))).isEqualTo(pharmacy(earlier));
  }

  @Test
  void a_pharmacy_that_is_stated_stands() {
    accept(TestOrders.example());
    ObjectNode order =
        with(repeat(), "/exams/1/pharmacy", TestOrders.json("{\"route\":\"patient-choice\"}"));
    assertThat(pharmacy(read(order)).route()).isEqualTo(PharmacyRoute.Route.PATIENT_CHOICE);
  }

  @Test
  void half_a_pharmacy_is_not_completed() {
    accept(TestOrders.example());
    ObjectNode order =
        with(
            repeat(),
            "/exams/1/pharmacy",
            TestOrders.json("{\"route\":\"partner\",\"pharmacyId\":12}"));
    assertThat(pointers(order)).containsExactly("/exams/1/pharmacy/orderSetId");
  }

  @Test
  void an_exam_that_the_earlier_order_did_not_have_needs_its_own_pharmacy() {
    accept(without(TestOrders.example(), "/exams/1"));
    assertThat(pointers(repeat())).containsExactly("/exams/1/pharmacy");
  }

  @ParameterizedTest
  @CsvSource({
    "unknown, none of this id at the clinic",
    "erased, one whose patient was erased",
    "WC-2, the order itself"
  })
  void an_order_that_cannot_be_repeated_is_refused(String earlier, String found) {
    accept(TestOrders.example());
    ObjectNode order = with(without(repeat(), "/exams/1"), "/repeatOf", earlier);
    assertThat(problems(order))
        .containsExactly(
            new FieldProblem("/repeatOf", "an earlier order of the clinic and the patient", found));
  }

  @Test
  void an_order_of_another_clinic_is_none() {
    accept(with(TestOrders.example(), "/clinic", "cedar"));
    assertThat(problems(without(repeat(), "/exams/1")))
        .extracting(FieldProblem::found)
        .containsExactly("none of this id at the clinic");
  }

  @Test
  void an_order_of_another_patient_is_refused() {
    accept(with(TestOrders.example(), "/patient/id", "C-1"));
    assertThat(problems(repeat()))
        .extracting(FieldProblem::found)
        .containsExactly("one of another patient");
  }

  @ParameterizedTest
  @CsvSource({
    "firstName, Rivka",
    "lastName, Reject",
    "dateOfBirth, 1990-04-02",
    "dateOfBirth, 1990-01-04"
  })
  void another_person_under_the_same_patient_id_is_refused(String name, String value) {
    accept(TestOrders.example());
    assertThat(problems(with(repeat(), "/patient/" + name, value)))
        .containsExactly(
            new FieldProblem("/patient/" + name, "that of the patient of repeatOf", "another"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"  approve ", "APPROVE"})
  void a_name_may_be_spelled_in_other_letters(String lastName) {
    accept(TestOrders.example());
    assertThat(read(with(repeat(), "/patient/lastName", lastName)).repeatOf()).isNotNull();
  }

  @Test
  void the_same_order_again_is_the_same_though_the_earlier_patient_was_corrected_since() {
    accept(TestOrders.example());
    Order repeated = read(repeat());
    accepted.put("juniper:WC-2", repeated);
    accept(with(TestOrders.example(), "/patient/lastName", "Reject"));
    assertThat(read(repeat())).isEqualTo(repeated);
  }

  @Test
  void a_caller_of_another_clinic_learns_nothing() {
    accept(TestOrders.example());
    byte[] body = repeat().toString().getBytes(UTF_8);
    asked.clear();
    try {
      reader.read(body, new ClinicId("cedar"));
      assertThat(body).as("an order that is forbidden").isNull();
    } catch (WebApplicationException forbidden) {
      assertThat(forbidden.getResponse().getStatus()).isEqualTo(403);
    }
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"juniper", " juniper", "juniper\u00a0"})
  void a_key_of_the_clinic_is_checked_however_the_clinic_is_spelled(String clinic) {
    ObjectNode order = with(with(TestOrders.smallest(), "/repeatOf", "any"), "/clinic", clinic);
    WebApplicationException refused =
        catchThrowableOfType(
            WebApplicationException.class,
            () -> reader.read(order.toString().getBytes(UTF_8), new ClinicId("juniper")));
    assertThat(((Problem) refused.getResponse().getEntity()).errors())
        .extracting(FieldProblem::pointer)
        .containsExactly("/repeatOf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "[]", "\"no such id\"", "{}"})
  void what_is_no_id_is_refused_as_any_field(String value) {
    ObjectNode order = with(TestOrders.smallest(), "/repeatOf", TestOrders.json(value));
    assertThat(pointers(order)).containsExactly("/repeatOf");
    assertThat(TestDocument.problems("Order", order)).isNotEmpty();
  }

  @Test
  void the_field_is_described() {
    assertThat(TestDocument.problems("Order", repeat())).isEmpty();
  }

  /** The example once more, under another id and without its pharmacy. */
  private static ObjectNode repeat() {
    ObjectNode order = with(TestOrders.example(), "/orderId", "WC-2");
    return with(without(order, "/exams/1/pharmacy"), "/repeatOf", "WC-12847");
  }

  private Order accept(ObjectNode content) {
    Order order = Objects.requireNonNull(TestOrders.read(Mode.TEST, content).order());
    accepted.put(order.clinic() + ":" + order.orderId(), order);
    return order;
  }

  private Optional<Order> accepted(ClinicId clinic, OrderId order) {
    asked.add(clinic + ":" + order);
    if (order.value().equals("erased")) {
      throw new ErasedException("order", null);
    }
    return Optional.ofNullable(accepted.get(clinic + ":" + order));
  }

  private static PharmacyRoute pharmacy(Order order) {
    return Objects.requireNonNull(order.exams().get(1).pharmacy());
  }

  private Order read(ObjectNode content) {
    return Objects.requireNonNull(reading(content).order());
  }

  private List<FieldProblem> problems(ObjectNode content) {
    return Objects.requireNonNull(reading(content).problem()).errors();
  }

  private List<String> pointers(ObjectNode content) {
    return problems(content).stream().map(FieldProblem::pointer).toList();
  }

  private Reading reading(ObjectNode content) {
    return TestOrders.read(reader, content.toString().getBytes(UTF_8));
  }
}
