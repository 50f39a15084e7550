package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.patientjourney.local.http.JsonClient;

/** The engine's endpoints, as a test uses them. */
public final class Journeys {
  private static final Set<String> DECIDED = Set.of("APPROVED", "REJECTED");

  private final JsonClient client;

  public Journeys(JsonClient client) {
    this.client = client;
  }

  public void post(ObjectNode order) throws IOException {
    assertThat(client.post("/orders", order).status()).isEqualTo(201);
  }

  public JsonNode get(String journey) throws IOException {
    return client.get("/journeys/" + journey).body();
  }

  /** A decided journey shows its stage a moment before it is closed: that is waited for too. */
  public JsonNode awaitStage(String journey, String stage) {
    return await(journey + " to reach " + stage)
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(
            () -> get(journey),
            found ->
                found.path("stage").asText().equals(stage)
                    && !(found.path("open").asBoolean() && DECIDED.contains(stage)));
  }

  /** A decided journey shows its stage a moment before it is closed. */
  public JsonNode awaitClosed(String journey, String outcome) {
    return await(journey + " to be closed as " + outcome)
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(
            () -> get(journey),
            found -> found.path("closure").path("outcome").asText().equals(outcome));
  }

  /** Also where the clinic must hand the link over. */
  public JsonNode awaitInvited(String journey) {
    return awaitFacet(journey, "invite", "SENT");
  }

  public JsonNode awaitDecision(String journey, String decision) {
    return awaitFacet(journey, "decision", decision);
  }

  private JsonNode awaitFacet(String journey, String facet, String value) {
    return await(journey + " to have " + facet + " " + value)
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(
            () -> get(journey), found -> found.path("facets").path(facet).asText().equals(value));
  }

  public JsonNode awaitHold(String journey, String reason) {
    return await(journey + " to be held by " + reason)
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(() -> get(journey), found -> found.path("holds").toString().contains(reason));
  }

  /** Waits for something in the journey's timeline. */
  public void awaitEntry(String journey, String what) {
    await(what + " in the timeline of " + journey)
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(() -> timeline(journey).contains(what));
  }

  /** 21 calendar days after the visit of a duty, by the clock of its zone. */
  public static Instant threeWeeksAfterVisit(JsonNode duty) {
    ZoneId zone = ZoneId.of(duty.path("zone").asText());
    return Instant.parse(duty.path("visitAt").asText()).atZone(zone).plusDays(21).toInstant();
  }

  /** How often something stands in the journey's timeline. */
  public long count(String journey, String what) throws IOException {
    return timeline(journey).stream().filter(what::equals).count();
  }

  public List<String> timeline(String journey) throws IOException {
    return StreamSupport.stream(get(journey).path("timeline").spliterator(), false)
        .map(entry -> entry.path("what").asText())
        .toList();
  }
}
