package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.patientjourney.local.http.JsonClient;

/**
 * The endpoints of webhook deliveries, as a test uses them. Those of earlier tests are not read.
 */
public final class Deliveries {
  private final JsonClient client;
  private final Instant since = Instant.now();

  public Deliveries(JsonClient client) {
    this.client = client;
  }

  /** An event 1 that names no exam. */
  public static ObjectNode decision(String status) {
    return JsonNodeFactory.instance.objectNode().put("event", 1).put("exam_status", status);
  }

  public JsonNode page(String query) throws IOException {
    JsonClient.Answer answer = client.get("/webhook-deliveries?" + query);
    assertThat(answer.status()).as(query).isEqualTo(200);
    return answer.body();
  }

  /** All that came with a token of the meeting, in the order of receipt. */
  public List<JsonNode> of(String meeting) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode delivery : page("limit=500&since=" + since).path("deliveries")) {
      if (delivery.path("meetingId").asText().equals(meeting)) {
        found.add(delivery);
      }
    }
    return found;
  }

  /** The latest one of the meeting, once as many came as expected and it is in that state. */
  public JsonNode awaitLatest(String meeting, int expected, String state) {
    return await("delivery " + expected + " of " + meeting + " to be " + state)
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(
            () -> of(meeting),
            found ->
                found.size() == expected
                    && found.get(expected - 1).path("state").asText().equals(state))
        .get(expected - 1);
  }

  public JsonClient.Answer assign(JsonNode delivery, String journey, String commandId)
      throws IOException {
    ObjectNode words = Operator.words(commandId).put("journeyId", journey);
    return client.post(href(delivery) + "/assign", words);
  }

  /** What handing the deliveries of a state over again would do, or does. */
  public JsonNode replay(ObjectNode set) throws IOException {
    JsonClient.Answer answer = client.post("/webhook-deliveries/replay", set);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  public static String href(JsonNode delivery) {
    return "/webhook-deliveries/" + delivery.path("deliveryId").asText();
  }
}
