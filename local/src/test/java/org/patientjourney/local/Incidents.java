package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import org.patientjourney.local.http.JsonClient;

/** The endpoints of incidents, as a test uses them; each clinic of a test has one incident. */
public final class Incidents {
  private final JsonClient client;

  public Incidents(JsonClient client) {
    this.client = client;
  }

  /** The one incident that a clinic ever had. */
  public JsonNode of(String clinic) throws IOException {
    JsonNode incidents =
        client.get("/incidents?open=false&clinic=" + clinic).body().path("incidents");
    assertThat(incidents).as("incidents of " + clinic).hasSize(1);
    return incidents.path(0);
  }

  public String href(String clinic) throws IOException {
    return of(clinic).path("href").asText();
  }

  public JsonNode dryRun(String clinic) throws IOException {
    JsonClient.Answer answer =
        client.post(
            href(clinic) + "/resolve", JsonNodeFactory.instance.objectNode().put("dryRun", true));
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  public JsonNode resolve(String clinic, String commandId) throws IOException {
    JsonClient.Answer answer = client.post(href(clinic) + "/resolve", Operator.words(commandId));
    assertThat(answer.status()).isEqualTo(202);
    return answer.body();
  }

  public JsonNode awaitStatus(String clinic, String status) {
    return await("the incident of " + clinic + " to be " + status)
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(() -> of(clinic), found -> found.path("status").asText().equals(status));
  }
}
