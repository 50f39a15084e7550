package org.patientjourney.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.JsonEdit.without;
import static org.patientjourney.app.order.TestOrders.example;
import static org.patientjourney.app.order.TestOrders.json;
import static org.patientjourney.app.order.TestOrders.problems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.problem.FieldProblem;

class PharmacyRulesTest {
  private static final int GOOD_FAITH = 5101;
  private static final int PRESCRIPTION = 5204;
  private static final int URGENT_CARE = 5309;

  private static final String PATIENT_CHOICE = "{\"route\": \"patient-choice\"}";
  private static final String PROVIDER_CHOICE = "{\"route\": \"provider-choice\"}";

  @Test
  void a_good_faith_exam_takes_no_pharmacy() {
    assertThat(problems(order(GOOD_FAITH, PATIENT_CHOICE)))
        .extracting(FieldProblem::pointer)
        .containsExactly("/exams/0/pharmacy");
  }

  @ParameterizedTest
  @ValueSource(ints = {PRESCRIPTION, URGENT_CARE})
  void an_exam_that_may_prescribe_needs_a_pharmacy(int examId) {
    assertThat(problems(order(examId, "null")))
        .containsExactly(
            new FieldProblem(
                "/exams/0/pharmacy",
                "a pharmacy route, because this exam may prescribe",
                "nothing"));
  }

  @ParameterizedTest
  @ValueSource(ints = {PRESCRIPTION, URGENT_CARE})
  void the_patients_choice_needs_nothing_more(int examId) {
    assertThat(problems(without(order(examId, PATIENT_CHOICE), "/shippingAddress"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {PRESCRIPTION, URGENT_CARE})
  void the_providers_choice_needs_an_address_to_ship_to(int examId) {
    assertThat(problems(order(examId, PROVIDER_CHOICE))).isEmpty();
    assertThat(problems(without(order(examId, PROVIDER_CHOICE), "/shippingAddress")))
        .extracting(FieldProblem::pointer)
        .containsExactly("/shippingAddress");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/exams/1/pharmacy/pharmacyId",
        "/exams/1/pharmacy/orderSetId",
        "/shippingAddress"
      })
  void the_partner_route_needs_pharmacy_order_set_and_address(String pointer) {
    assertThat(problems(without(example(), pointer)))
        .containsExactly(new FieldProblem(pointer, "a value, for this exam and route", "nothing"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/exams/1/pharmacy/ncpdpId",
        "/exams/1/pharmacy/name",
        "/exams/1/pharmacy/address"
      })
  void the_own_route_needs_number_name_and_address_of_the_pharmacy(String pointer) {
    assertThat(problems(TestOrders.withOwnPharmacy())).isEmpty();
    assertThat(problems(without(TestOrders.withOwnPharmacy(), pointer)))
        .containsExactly(new FieldProblem(pointer, "a value, for this exam and route", "nothing"));
  }

  @ParameterizedTest
  @CsvSource({"123456", "12345678", "12345a7", "'123456 '"})
  void a_pharmacys_number_has_seven_digits(String ncpdpId) {
    ObjectNode order = with(TestOrders.withOwnPharmacy(), "/exams/1/pharmacy/ncpdpId", ncpdpId);
    assertThat(problems(order))
        .extracting(FieldProblem::pointer)
        .contains("/exams/1/pharmacy/ncpdpId");
  }

  @Test
  void urgent_care_needs_a_pharmacy_nearby_not_a_partner_that_ships() {
    String partner = "{\"route\": \"partner\", \"pharmacyId\": 12, \"orderSetId\": 884}";
    assertThat(problems(order(URGENT_CARE, partner)))
        .extracting(FieldProblem::pointer)
        .containsExactly("/exams/0/pharmacy/route");
  }

  @Test
  void one_answer_lists_everything_that_two_exams_lack() {
    ObjectNode order = with(example(), "/exams/0/pharmacy", json(PATIENT_CHOICE));
    order = without(without(order, "/exams/1/pharmacy/pharmacyId"), "/shippingAddress");
    assertThat(problems(order))
        .extracting(FieldProblem::pointer)
        .containsExactlyInAnyOrder(
            "/exams/0/pharmacy", "/exams/1/pharmacy/pharmacyId", "/shippingAddress");
  }

  private static ObjectNode order(int examId, String pharmacy) {
    JsonNode exam = json("{\"examId\": " + examId + ", \"pharmacy\": " + pharmacy + "}");
    return with(without(example(), "/exams/1"), "/exams/0", exam);
  }
}
