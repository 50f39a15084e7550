package org.patientjourney.app.order;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.problem.ProblemType;

/** Bodies that are no order at all. */
class MalformedOrderTest {
  private static final OrderReader READER = TestOrders.reader(Mode.TEST);
  private static final String EXAMPLE = TestOrders.example().toString();
  private static final int DEEP = 10_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "true",
        "12",
        "\"order\"",
        "[]",
        "[{}]",
        "{",
        "}",
        "{]",
        "{\"orderId\"}",
        "{} {}",
        "{}x",
        "{'orderId': 'WC'}",
        "{\"orderId\": NaN}",
        "{\"orderId\": 01}",
        "\uFEFF",
        "/* order */ {}",
        "{\"orderId\": \"WC\",}",
        "{\"a\": 1, \"a\": 2}"
      })
  void text_that_is_no_json_object_is_malformed(String body) {
    assertThat(refusal(body.getBytes(UTF_8))).isEqualTo(ProblemType.NOT_AN_ORDER);
  }

  @Test
  void an_empty_body_is_reported_as_nothing() {
    assertThat(detail(new byte[0])).endsWith("found nothing");
  }

  @Test
  void a_duplicate_field_is_malformed_in_any_spelling_and_position() {
    String twice = EXAMPLE.replace("\"gender\":", "\"st\\u0061te\":\"CO\",\"gender\":");
    assertThat(twice).isNotEqualTo(EXAMPLE);
    assertThat(detail(twice.getBytes(UTF_8))).contains("twice");
  }

  @Test
  void a_second_document_behind_the_order_is_malformed() {
    assertThat(refusal((EXAMPLE + EXAMPLE).getBytes(UTF_8))).isEqualTo(ProblemType.NOT_AN_ORDER);
    assertThat(refusal((EXAMPLE + "x").getBytes(UTF_8))).isEqualTo(ProblemType.NOT_AN_ORDER);
    assertThat(refusal((EXAMPLE + " \n").getBytes(UTF_8))).isNull();
  }

  @Test
  void bytes_that_are_not_utf_8_are_malformed() {
    String umlaut = EXAMPLE.replace("Austin", "M\u00fcnster");
    assertThat(detail(umlaut.getBytes(ISO_8859_1))).endsWith("found bytes that are not UTF-8");
    assertThat(refusal(EXAMPLE.getBytes(UTF_16))).isEqualTo(ProblemType.NOT_AN_ORDER);
    assertThat(refusal(umlaut.getBytes(UTF_8))).isNull();
  }

  @Test
  void ten_thousand_levels_are_malformed() {
    String arrays = "{\"orderId\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}";
    assertThat(refusal(arrays.getBytes(UTF_8))).isEqualTo(ProblemType.NOT_AN_ORDER);
    String objects = "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP);
    assertThat(refusal(objects.getBytes(UTF_8))).isEqualTo(ProblemType.NOT_AN_ORDER);
    assertThat(refusal("[".repeat(DEEP).getBytes(UTF_8))).isEqualTo(ProblemType.NOT_AN_ORDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1E-999999999", "99999999999999999999", "1.5"})
  void a_number_out_of_range_is_refused(String number) {
    String body = EXAMPLE.replace("\"examId\":5101", "\"examId\":" + number);
    assertThat(body).isNotEqualTo(EXAMPLE);
    assertThat(refusal(body.getBytes(UTF_8))).isEqualTo(ProblemType.ORDER_REFUSED);
  }

  @Test
  void a_number_of_thousands_of_digits_is_malformed() {
    String body = EXAMPLE.replace("5101", "9".repeat(100_000));
    assertThat(refusal(body.getBytes(UTF_8))).isEqualTo(ProblemType.NOT_AN_ORDER);
  }

  @Test
  void an_empty_object_is_refused_with_every_field_that_it_lacks() {
    assertThat(TestOrders.problems(TestOrders.json("{}")))
        .extracting("pointer")
        .containsExactly("/orderId", "/clinic", "/patient", "/exams");
  }

  private static @Nullable ProblemType refusal(byte[] body) {
    return TestOrders.read(READER, body).refusal();
  }

  /** Of a body that is no JSON object. */
  private static String detail(byte[] body) {
    Problem problem = TestOrders.read(READER, body).problem();
    assertThat(problem).isNotNull().extracting(Problem::code).isEqualTo(ProblemType.NOT_AN_ORDER);
    return problem.detail();
  }
}
