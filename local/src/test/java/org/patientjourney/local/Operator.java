package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.patientjourney.local.http.JsonClient;

/** What operators do and see through the API. */
public final class Operator {
  private final JsonClient client;

  public Operator(JsonClient client) {
    this.client = client;
  }

  /** The body that every command has; the answer must show nothing of its reason. */
  public static ObjectNode words(String commandId) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("commandId", commandId)
        .put("reason", "the test says so");
  }

  public JsonClient.Answer give(String journey, String command, ObjectNode words)
      throws IOException {
    return client.post("/journeys/" + journey + "/commands", words.put("command", command));
  }

  public JsonClient.Answer give(String journey, String command, String commandId)
      throws IOException {
    return give(journey, command, words(commandId));
  }

  public JsonClient.Answer release(String journey, String hold, String commandId)
      throws IOException {
    return give(journey, "release", words(commandId).put("hold", hold));
  }

  /** Gives a command that must be recorded at once. */
  public void expect(String journey, String command, String commandId) throws IOException {
    assertThat(give(journey, command, commandId).status()).as(command).isEqualTo(200);
  }

  /** Alarms that are not acknowledged, of a journey or another subject. */
  public List<JsonNode> openAlarms(String subject) throws IOException {
    return alarms("/alarms", subject);
  }

  /** All alarms ever raised. */
  public List<JsonNode> alarms(String subject) throws IOException {
    return alarms("/alarms?open=false", subject);
  }

  public JsonClient.Answer acknowledge(long alarmId, String commandId) throws IOException {
    return client.post("/alarms/" + alarmId + "/acknowledge", words(commandId));
  }

  private List<JsonNode> alarms(String list, String subject) throws IOException {
    return StreamSupport.stream(client.get(list).body().path("alarms").spliterator(), false)
        .filter(
            alarm ->
                alarm.path("subject").asText().equals(subject)
                    || alarm.path("journeyId").asText().equals(subject))
        .toList();
  }
}
