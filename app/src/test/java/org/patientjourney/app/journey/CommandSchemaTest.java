package org.patientjourney.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.openapi.TestDocument;

/** The described command is the one that is read. */
class CommandSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void every_field_of_a_command_is_described_and_no_other() {
    List<String> fields =
        Arrays.stream(CommandRequest.class.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(name -> !name.equals("others"))
            .toList();
    assertThat(TestDocument.fields("CommandRequest")).containsExactlyInAnyOrderElementsOf(fields);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'commandId': 'c-1', 'reason': 'ordered twice'}",
        "{'commandId': 'c-1', 'reason': 'signed', 'hold': 'AGREEMENTS_UNSIGNED'}",
        "{'commandId': 'c-1', 'reason': 'not there', 'resolution': 'send-again'}",
        "{'commandId': 'c-1', 'reason': 'found', 'resolution': 'exists', 'patientExamId': '777'}",
        "{'commandId': 'c-1', 'reason': 'found', 'resolution': 'exists', 'patientExamId': ' 7 '}",
        "{'commandId': 'c-1', 'reason': 'moved away', 'waivedBy': 'medical-director'}",
        "{'commandId': 'c-1', 'reason': 'ordered twice', 'hold': null, 'resolution': null}"
      })
  void a_command_of_the_documents_is_valid(String command) {
    assertThat(problems(command)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'reason': 'ordered twice'}",
        "{'commandId': 'c-1'}",
        "{'commandId': 'c 1', 'reason': 'ordered twice'}",
        "{'commandId': 'c-1', 'reason': ' '}",
        "{'commandId': 'c-1', 'reason': 'ordered twice', 'hodl': 'MISSED'}",
        "{'commandId': 'c-1', 'reason': 'ordered twice', 'hold': 'TIRED'}",
        "{'commandId': 'c-1', 'reason': 'ordered twice', 'resolution': 'perhaps'}",
        "{'commandId': 'c-1', 'reason': 'found', 'patientExamId': 'a b'}"
      })
  void a_command_that_is_refused_is_invalid(String command) {
    assertThat(problems(command)).isNotEmpty();
  }

  @Test
  void a_reason_is_as_long_as_it_may_be() {
    String command = "{'commandId': 'c-1', 'reason': '%s'}";
    assertThat(problems(command.formatted("x".repeat(500)))).isEmpty();
    assertThat(problems(command.formatted("x".repeat(501)))).isNotEmpty();
  }

  private static List<String> problems(String command) {
    return TestDocument.problems("CommandRequest", json(command.replace('\'', '"')));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON", e);
    }
  }
}
