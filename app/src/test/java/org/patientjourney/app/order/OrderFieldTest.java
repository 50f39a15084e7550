package org.patientjourney.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.JsonEdit.without;
import static org.patientjourney.app.order.TestOrders.json;
import static org.patientjourney.app.order.TestOrders.problems;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.problem.FieldProblem;

/** One field at a time: missing, or not what it has to be. */
class OrderFieldTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orderId",
        "/clinic",
        "/patient",
        "/patient/id",
        "/patient/firstName",
        "/patient/lastName",
        "/patient/email",
        "/patient/phone",
        "/patient/dateOfBirth",
        "/patient/state",
        "/patient/homeAddress/line1",
        "/patient/homeAddress/city",
        "/patient/homeAddress/state",
        "/patient/homeAddress/zip",
        "/shippingAddress/line1",
        "/shippingAddress/city",
        "/shippingAddress/state",
        "/shippingAddress/zip",
        "/exams/0/examId",
        "/exams/1/answers/0/questionId",
        "/exams/1/answers/0/answer",
        "/exams/1/pharmacy/route",
        "/exams/1/pharmacy/address/line1",
        "/exams/1/pharmacy/address/zip"
      })
  void a_required_field_is_missed_and_null_is_the_same_as_nothing(String pointer) {
    ObjectNode order = TestOrders.withOwnPharmacy();
    List<FieldProblem> missing = problems(without(order, pointer));
    assertThat(missing).contains(new FieldProblem(pointer, missing.get(0).expected(), "nothing"));
    assertThat(problems(with(order, pointer, json("null")))).isEqualTo(missing);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = WrongFields.ONE_A_LINE + WrongFields.BEYOND_A_SCHEMA)
  void a_wrong_field_is_refused_with_its_pointer(String pointer, String value) {
    assertThat(problems(with(TestOrders.withOwnPharmacy(), pointer, json(value))))
        .extracting(FieldProblem::pointer)
        .contains(pointer)
        .allMatch(pointer::startsWith);
  }

  @Test
  void a_pharmacy_that_cannot_be_read_is_one_problem() {
    String pointer = "/exams/1/pharmacy/route";
    assertThat(problems(with(TestOrders.withOwnPharmacy(), pointer, "courier")))
        .extracting(FieldProblem::pointer)
        .containsExactly(pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "/orderId,64",
    "/patient/id,64",
    "/clinic,32",
    "/reference,200",
    "/patient/firstName,200",
    "/patient/lastName,200",
    "/patient/homeAddress/line1,200",
    "/shippingAddress/line2,200",
    "/shippingAddress/city,200",
    "/exams/1/answers/0/answer,2000",
    "/exams/1/pharmacy/name,200"
  })
  void a_text_one_character_too_long_is_refused_with_its_length(String pointer, int longest) {
    FieldProblem refused =
        problems(with(TestOrders.withOwnPharmacy(), pointer, "a".repeat(longest + 1))).get(0);
    assertThat(refused.pointer()).isEqualTo(pointer);
    assertThat(refused.found()).isEqualTo("a text of " + (longest + 1) + " characters");
    assertThat(problems(with(TestOrders.withOwnPharmacy(), pointer, "a".repeat(longest))))
        .noneMatch(problem -> problem.found().startsWith("a text of"));
  }

  @Test
  void a_link_has_at_most_500_characters() {
    String link = "https://shop.example.org/" + "a".repeat(475);
    assertThat(problems(with(TestOrders.example(), "/redirects/missed", link))).isEmpty();
    assertThat(problems(with(TestOrders.example(), "/redirects/missed", link + "a")))
        .extracting(FieldProblem::pointer)
        .containsExactly("/redirects/missed");
  }

  @Test
  void the_oldest_birth_date_is_the_first_of_1900() {
    ObjectNode order = TestOrders.example();
    assertThat(problems(with(order, "/patient/dateOfBirth", "1900-01-01"))).isEmpty();
    assertThat(problems(with(order, "/patient/dateOfBirth", "1899-12-31")))
        .extracting(FieldProblem::pointer)
        .containsExactly("/patient/dateOfBirth");
  }

  @Test
  void an_email_address_has_no_control_characters() {
    assertThat(problems(with(TestOrders.example(), "/patient/email", "a\u0000b@example.org")))
        .extracting(FieldProblem::pointer)
        .containsExactly("/patient/email");
  }
}
