package org.patientjourney.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.JsonEdit.without;
import static org.patientjourney.app.order.TestOrders.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.JsonEdit;
import org.patientjourney.app.configuration.TestConfigurations;
import org.patientjourney.app.openapi.TestDocument;

/** The described order is the one that is read: what one refuses, the other refuses. */
class OrderSchemaTest {
  /** An integer to a schema. */
  private static final String WHOLE = "5101.0";

  @Test
  void the_order_of_the_documents_is_valid_and_is_the_example() {
    Matcher block =
        Pattern.compile("(?s)## An order\\s+(\\{.*?})\\s+- `")
            .matcher(TestConfigurations.file("docs/api.md"));
    assertThat(block.find()).isTrue();
    JsonNode order = json(block.group(1));
    assertThat(problems(order)).isEmpty();
    assertThat(TestDocument.examples("Order")).containsExactly(order);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void an_order_that_is_read_is_valid(ObjectNode order) {
    assertThat(problems(order)).isEmpty();
  }

  static Stream<ObjectNode> orders() {
    return Stream.of(
        TestOrders.example(),
        TestOrders.withOwnPharmacy(),
        TestOrders.smallest(),
        TestOrders.forRealPatient());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = WrongFields.ONE_A_LINE)
  void a_field_that_is_refused_is_invalid(String pointer, String value) {
    ObjectNode order = with(TestOrders.withOwnPharmacy(), pointer, json(value));
    assertThat(problems(order).isEmpty()).isEqualTo(value.equals(WHOLE));
  }

  @Test
  void a_field_may_be_left_out_or_null_where_it_may_be_when_read() {
    ObjectNode order = TestOrders.withOwnPharmacy();
    assertThat(JsonEdit.pointers(order))
        .filteredOn(pointer -> !pointer.matches("/exams(/[0-9]+)?|.*/answers/[0-9]+"))
        .allSatisfy(
            pointer -> {
              boolean needed = isNeeded(pointer, order);
              assertThat(problems(without(order, pointer)).isEmpty()).isNotEqualTo(needed);
              assertThat(problems(with(order, pointer, json("null"))).isEmpty())
                  .isNotEqualTo(needed);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/patient",
        "/patient/homeAddress",
        "/shippingAddress",
        "/exams/0",
        "/exams/1/answers/0",
        "/exams/1/pharmacy",
        "/exams/1/pharmacy/address",
        "/redirects"
      })
  void an_unknown_field_is_invalid(String object) {
    assertThat(problems(with(TestOrders.withOwnPharmacy(), object + "/colour", "red")))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025550147",
        "(202) 555-0147",
        "202.555.0147",
        "+1 202 555 0147",
        "1-202-555-0147"
      })
  void every_usual_form_of_a_phone_number_is_valid(String phone) {
    assertThat(problems(with(TestOrders.example(), "/patient/phone", phone))).isEmpty();
  }

  @Test
  void every_word_of_an_order_is_one_of_the_schema() {
    assertThat(
            Stream.of("male", "female", "undisclosed")
                .map(word -> with(TestOrders.example(), "/patient/gender", word)))
        .allSatisfy(order -> assertThat(problems(order)).isEmpty());
    assertThat(
            Arrays.stream(new String[] {"partner", "own", "patient-choice", "provider-choice"})
                .map(word -> with(TestOrders.example(), "/exams/1/pharmacy/route", word)))
        .allSatisfy(order -> assertThat(problems(order)).isEmpty());
  }

  /** Whether the reader requires it; what a route needs is a rule beside the schema. */
  private static boolean isNeeded(String pointer, ObjectNode order) {
    return !pointer.matches("/exams/1/pharmacy(/(ncpdpId|name|address))?|/shippingAddress")
        && TestOrders.problems(without(order, pointer)).stream()
            .anyMatch(problem -> problem.pointer().equals(pointer));
  }

  private static List<String> problems(JsonNode order) {
    return TestDocument.problems("Order", order);
  }
}
