package org.patientjourney.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.openapi.TestDocument;

/** The described commands are those that are read. */
class CommandSchemasTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void every_kind_of_command_has_an_example() {
    assertThat(TestDocument.examples("CommandRequest"))
        .extracting(example -> example.path("command").asText())
        .containsExactlyElementsOf(
            List.of(CommandType.values()).stream().map(CommandType::spelled).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'command': 'close', 'commandId': 'c-1', 'reason': 'ordered twice'}",
        "{'command': 'release', 'commandId': 'c-1', 'reason': 'ok', 'hold': 'AGREEMENTS_UNSIGNED'}",
        "{'command': 'resolve-invite', 'commandId': 'c-1', 'reason': 'ok',"
            + " 'resolution': 'send-again'}",
        "{'command': 'resolve-invite', 'commandId': 'c-1', 'reason': 'ok', 'resolution': 'exists',"
            + " 'patientExamId': ' 7 '}",
        "{'command': 'record-decision', 'commandId': 'c-1', 'reason': 'ok',"
            + " 'decision': 'approved', 'evidence': 'portal'}",
        "{'command': 'waive-follow-up', 'commandId': 'c-1', 'reason': 'ok',"
            + " 'waivedBy': 'medical-director'}"
      })
  void a_command_that_is_read_is_valid(String command) {
    assertThat(problems(command)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'commandId': 'c-1', 'reason': 'ordered twice'}",
        "{'command': 'explode', 'commandId': 'c-1', 'reason': 'ordered twice'}",
        "{'command': 'close', 'reason': 'ordered twice'}",
        "{'command': 'close', 'commandId': 'c-1'}",
        "{'command': 'close', 'commandId': 'c 1', 'reason': 'ordered twice'}",
        "{'command': 'close', 'commandId': 'c-1', 'reason': ' '}",
        "{'command': 'close', 'commandId': 'c-1', 'reason': 'ok', 'hold': 'MISSED'}",
        "{'command': 'release', 'commandId': 'c-1', 'reason': 'ok'}",
        "{'command': 'release', 'commandId': 'c-1', 'reason': 'ok', 'hold': 'TIRED'}",
        "{'command': 'resolve-invite', 'commandId': 'c-1', 'reason': 'ok',"
            + " 'resolution': 'perhaps'}",
        "{'command': 'resolve-invite', 'commandId': 'c-1', 'reason': 'ok', 'resolution': 'exists',"
            + " 'patientExamId': 'a b'}"
      })
  void a_command_that_is_refused_is_invalid(String command) {
    assertThat(problems(command)).isNotEmpty();
  }

  @Test
  void a_reason_has_at_most_500_characters() {
    String command = "{'command': 'close', 'commandId': 'c-1', 'reason': '%s'}";
    assertThat(problems(command.formatted("x".repeat(500)))).isEmpty();
    assertThat(problems(command.formatted("x".repeat(501)))).isNotEmpty();
  }

  private static List<String> problems(String command) {
    try {
      JsonNode body = JSON.readTree(command.replace('\'', '"'));
      return TestDocument.problems("CommandRequest", body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON", e);
    }
  }
}
