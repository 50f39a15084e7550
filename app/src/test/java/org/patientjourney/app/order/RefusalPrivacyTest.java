package org.patientjourney.app.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.JsonEdit.with;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patientjourney.app.JsonEdit;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;

/** A refusal travels into logs and tickets: it says what was expected, never what it found. */
class RefusalPrivacyTest {
  private static final String CANARY = "CANARY";
  private static final String NUMBER = "9183027465";

  /** A text, one that no field can take, a number, an array and an object. */
  private static final List<JsonNode> VALUES =
      Stream.of(
              "\"CANARY\"",
              "\"CANARY\\u0007 \\n" + "x".repeat(3000) + "\"",
              NUMBER,
              "[\"CANARY\", 9183027465]",
              "{\"is\": \"CANARY\"}")
          .map(TestOrders::json)
          .toList();

  static Stream<String> everyPlace() {
    Stream<String> known =
        Stream.of(TestOrders.example(), TestOrders.withOwnPharmacy())
            .flatMap(order -> JsonEdit.pointers(order).stream());
    return Stream.concat(known, Stream.of("/colour", "/patient/colour", "/exams/1/colour"))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("everyPlace")
  void no_refusal_quotes_what_it_found(String pointer) throws JsonProcessingException {
    for (ObjectNode order : List.of(TestOrders.example(), TestOrders.withOwnPharmacy())) {
      if (order.at(pointer).isMissingNode() && !pointer.endsWith("colour")) {
        continue;
      }
      for (JsonNode value : VALUES) {
        for (Mode mode : Mode.values()) {
          TestOrders.Reading reading = TestOrders.read(mode, with(order, pointer, value));
          String written = TestOrders.JSON.writeValueAsString(TestOrders.problemsOf(reading));
          assertThat(written).doesNotContain(CANARY).doesNotContain(NUMBER);
        }
      }
    }
  }

  @Test
  void malformed_json_is_not_quoted() {
    OrderReader reader = TestOrders.reader(Mode.TEST);
    String body = TestOrders.example().toString().replace("rivka", "CANARY");
    for (int end = 0; end < body.length(); end++) {
      assertThat(TestOrders.read(reader, body.substring(0, end).getBytes(UTF_8)).toString())
          .doesNotContain(CANARY);
    }
  }

  @Test
  void a_field_named_by_half_a_character_can_be_written_as_json() throws JsonProcessingException {
    ObjectNode order = TestOrders.example();
    order.put("\ud83d\ude00".repeat(40).substring(1), "x");
    assertThat(TestOrders.JSON.writeValueAsBytes(TestOrders.problems(order))).isNotEmpty();
  }
}
