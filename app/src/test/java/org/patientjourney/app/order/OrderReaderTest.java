package org.patientjourney.app.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.JsonEdit.without;
import static org.patientjourney.app.order.TestOrders.accepted;
import static org.patientjourney.app.order.TestOrders.example;
import static org.patientjourney.app.order.TestOrders.json;
import static org.patientjourney.app.order.TestOrders.problems;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.order.Address;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.OrderedExam.KnownAnswer;
import org.patientjourney.workflows.order.Patient.Gender;
import org.patientjourney.workflows.order.PharmacyRoute;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

class OrderReaderTest {
  private static final String EMPTY_ADDRESS =
      """
      { "line1": "", "line2": "", "city": " ", "state": "", "zip": "" }""";

  @Test
  void the_example_order_is_read_field_by_field() {
    Order order = accepted(example());
    assertThat(order.orderId()).hasToString("WC-12847");
    assertThat(order.clinic()).hasToString("juniper");
    assertThat(order.reference()).isEqualTo("cart 99, handed back");
    assertThat(order.patient().id()).hasToString("C-5521");
    assertThat(order.patient().firstName()).isEqualTo("Test");
    assertThat(order.patient().lastName()).isEqualTo("Approve");
    assertThat(order.patient().email()).isEqualTo("rivka@example.org");
    assertThat(order.patient().phone()).isEqualTo("+12025550147");
    assertThat(order.patient().dateOfBirth()).isEqualTo(LocalDate.of(1990, 4, 1));
    assertThat(order.patient().gender()).isEqualTo(Gender.FEMALE);
    assertThat(order.patient().state()).isEqualTo("TE");
    assertThat(order.patient().timeZone()).isEqualTo(ZoneId.of("America/Chicago"));
    assertThat(order.patient().homeAddress())
        .isEqualTo(new Address("1 Test Way", null, "Austin", "TE", "78701"));
    assertThat(order.shippingAddress())
        .isEqualTo(new Address("2 Parcel Road", "Unit 4", "Austin", "TX", "78701-1234"));
    assertThat(order.redirects()).extracting("missed").isEqualTo("https://shop.example.org/missed");
  }

  @Test
  void exams_keep_their_order_their_answers_and_their_pharmacy() {
    assertThat(accepted(example()).exams())
        .containsExactly(
            new OrderedExam(new ExamId(5101), List.of(), null),
            new OrderedExam(
                new ExamId(5204),
                List.of(new KnownAnswer(3, "None")),
                new PharmacyRoute(Route.PARTNER, 12, 884, null, null, null)));
  }

  @Test
  void orders_and_their_parts_print_no_personal_data() {
    Order order = accepted(TestOrders.withOwnPharmacy());
    assertThat("" + order + order.patient() + order.exams() + order.redirects())
        .contains("juniper:WC-12847", "C-5521", "5101", "Redirects")
        .doesNotContain("rivka", "Test Way", "Pill Street", "0123456", "shop.example.org", "cart");
    assertThat(order.shippingAddress()).hasToString("Address[not shown]");
  }

  @Test
  void a_pharmacy_of_the_clinics_own_keeps_its_leading_zero_and_its_address() {
    OrderedExam exam = accepted(TestOrders.withOwnPharmacy()).exams().get(1);
    Address address = new Address("3 Pill Street", "Rear", "Austin", "TX", "78702");
    assertThat(exam.pharmacy())
        .isEqualTo(new PharmacyRoute(Route.OWN, null, null, "0123456", "Corner Pharmacy", address));
  }

  @Test
  void optional_fields_may_be_absent_or_null() {
    Order smallest = accepted(TestOrders.smallest());
    assertThat(smallest.shippingAddress()).isNull();
    assertThat(smallest.redirects()).isNull();
    assertThat(smallest.patient().gender()).isNull();
    ObjectNode nulls = with(TestOrders.smallest(), "/redirects", json("null"));
    nulls = with(nulls, "/patient/gender", json("null"));
    assertThat(accepted(with(nulls, "/exams/0/answers", json("null")))).isEqualTo(smallest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025550147",
        "202-555-0147",
        "(202) 555-0147",
        "202.555.0147",
        "+1 202 555 0147",
        "1-202-555-0147",
        "12025550147",
        " 202-555-0147\u00a0",
        "+12025550147"
      })
  void every_usual_form_of_a_phone_number_becomes_e164(String phone) {
    assertThat(accepted(with(example(), "/patient/phone", phone)).patient().phone())
        .isEqualTo("+12025550147");
  }

  @ParameterizedTest
  @CsvSource({"male,MALE", "female,FEMALE", "undisclosed,UNDISCLOSED"})
  void every_gender_has_a_word(String word, Gender gender) {
    assertThat(accepted(with(example(), "/patient/gender", word)).patient().gender())
        .isEqualTo(gender);
  }

  @Test
  void an_empty_text_in_an_optional_field_is_the_same_as_nothing() {
    ObjectNode empty = with(TestOrders.smallest(), "/reference", "");
    empty = with(with(empty, "/patient/gender", ""), "/patient/timeZone", "  ");
    empty = with(empty, "/patient/homeAddress", json(EMPTY_ADDRESS));
    empty = with(empty, "/shippingAddress", json(EMPTY_ADDRESS));
    empty = with(empty, "/redirects", json("{\"approved\": \"\", \"missed\": null}"));
    assertThat(accepted(empty)).isEqualTo(accepted(TestOrders.smallest()));
  }

  @Test
  void an_unknown_field_is_refused_in_an_object_of_nothing_too() {
    ObjectNode order = with(TestOrders.smallest(), "/shippingAddress", json("{\"street\": null}"));
    order = with(order, "/exams/0/pharmacy", json("{\"address\": {\"street\": {}}}"));
    assertThat(problems(order))
        .extracting(FieldProblem::pointer)
        .containsExactlyInAnyOrder("/shippingAddress/street", "/exams/0/pharmacy/address/street");
  }

  @Test
  void a_text_loses_blanks_at_its_ends_and_is_composed() {
    ObjectNode order = with(example(), "/patient/firstName", "\ufeff Zoe\u0308 \u200e\n");
    order = with(order, "/patient/lastName", "O\u2019Brien\u00a0Smith");
    order = with(with(order, "/patient/email", " rivka@example.org\u200b"), "/orderId", " WC-1 ");
    Order read = accepted(order);
    assertThat(read.patient().firstName()).isEqualTo("Zo\u00eb");
    assertThat(read.patient().lastName()).isEqualTo("O\u2019Brien Smith");
    assertThat(read.patient().email()).isEqualTo("rivka@example.org");
    assertThat(read.orderId()).hasToString("WC-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", " blanks stay ", "e\u0308 \u202e\u0000"})
  void a_reference_is_kept_as_it_came(String reference) {
    assertThat(accepted(with(example(), "/reference", reference)).reference()).isEqualTo(reference);
  }

  @Test
  void an_answer_may_have_several_lines() {
    ObjectNode order = with(example(), "/exams/1/answers/0/answer", "aspirin\r\n\tdaily");
    assertThat(accepted(order).exams().get(1).answers().get(0).answer())
        .isEqualTo("aspirin\r\n\tdaily");
  }

  @Test
  void a_byte_order_mark_before_the_order_is_no_error() {
    byte[] body = ("\ufeff" + example()).getBytes(UTF_8);
    assertThat(TestOrders.reader(Mode.TEST).read(body, null)).isNotNull();
  }

  @Test
  void one_answer_lists_every_problem() {
    ObjectNode order = without(without(example(), "/patient/dateOfBirth"), "/exams/0/examId");
    order = with(with(order, "/patient/email", "no-address"), "/orderId", "has space");
    order = with(with(order, "/colour", "red"), "/shippingAddress/zip", "787");
    assertThat(problems(order))
        .extracting(FieldProblem::pointer)
        .containsExactlyInAnyOrder(
            "/orderId",
            "/patient/email",
            "/patient/dateOfBirth",
            "/shippingAddress/zip",
            "/exams/0/examId",
            "/colour");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/exams/0/examId | 5101.5 | a whole number from 1 to 2147483647 | a number that is not whole",
        "/exams/0/examId | 99999999999999999999 | a whole number from 1 to 2147483647 | a whole number",
        "/exams | {} | an array of at most 20 objects | an object",
        "/exams | [] | an array of 1 to 20 exams | none",
        "/patient/firstName | \"\\u0007\\u0007\" | a text of 1 to 200 characters in one line, none of"
            + " them invisible, one of them a letter | a text of 2 characters, all of them blank or"
            + " invisible"
      })
  void a_problem_says_once_what_was_expected_and_what_was_found(
      String pointer, String value, String expected, String found) {
    assertThat(problems(with(example(), pointer, json(value))))
        .containsExactly(new FieldProblem(pointer, expected, found));
  }

  @Test
  void one_answer_lists_every_broken_rule() {
    ObjectNode order = with(TestOrders.forRealPatient(), "/clinic", "nowhere");
    order = with(with(order, "/patient/state", "AL"), "/exams/0/examId", json("9999"));
    assertThat(problems(Mode.LIVE, without(order, "/shippingAddress")))
        .extracting(FieldProblem::pointer)
        .containsExactlyInAnyOrder(
            "/clinic", "/patient/state", "/exams/0/examId", "/shippingAddress");
  }

  @Test
  void a_broken_rule_is_reported_although_another_field_is_missing() {
    ObjectNode order = with(TestOrders.forRealPatient(), "/patient/state", "AL");
    assertThat(problems(Mode.LIVE, without(order, "/patient/dateOfBirth")))
        .extracting(FieldProblem::pointer)
        .containsExactlyInAnyOrder("/patient/dateOfBirth", "/patient/state");
  }

  @Test
  void a_rule_points_at_the_exam_that_breaks_it_although_an_earlier_one_cannot_be_read() {
    ObjectNode order = without(example(), "/exams/0/examId");
    assertThat(problems(with(order, "/exams/1/examId", json("9999"))))
        .extracting(FieldProblem::pointer)
        .containsExactlyInAnyOrder("/exams/0/examId", "/exams/1/examId");
  }

  @Test
  void a_read_order_prints_ids_only() {
    Order order = accepted(TestOrders.withOwnPharmacy());
    assertThat(order + " " + order.patient() + " " + order.exams() + order.shippingAddress())
        .contains("WC-12847", "C-5521", "5204")
        .doesNotContain("Test", "Approve", "rivka", "202", "1990", "Parcel", "None", "Corner");
    assertThat(new String(example().toString().getBytes(UTF_8), UTF_8)).contains("rivka");
  }
}
