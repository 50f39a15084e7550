package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.patientjourney.local.http.JsonClient;

/** The endpoints of pauses, as a test uses them. */
public final class Pauses {
  private final JsonClient client;

  public Pauses(JsonClient client) {
    this.client = client;
  }

  /** Pauses a clinic, or all as {@code *}. */
  public JsonNode begin(String clinic, String commandId) throws IOException {
    JsonClient.Answer answer =
        client.post("/pauses", Operator.words(commandId).put("clinic", clinic));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  public JsonNode release(JsonNode pause, String commandId) throws IOException {
    JsonClient.Answer answer =
        client.post(pause.path("href").asText() + "/release", Operator.words(commandId));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  public JsonNode inForce(String clinic) throws IOException {
    return client.get("/pauses?clinic=" + clinic).body().path("pauses");
  }
}
