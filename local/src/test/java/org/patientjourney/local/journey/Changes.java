package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.patientjourney.local.http.JsonClient;

/** A reader of a clinic's changes, page by page: how far it is, and what it knows. */
final class Changes {
  private final Map<String, Long> latest = new TreeMap<>();
  private final JsonClient client;
  private final String query;
  private String cursor = "0";

  Changes(JsonClient client, String clinic, int limit) {
    this.client = client;
    this.query = "/journeys?clinic=" + clinic + "&limit=" + limit + "&changedSince=";
  }

  /** Reads a page, which must return only what is new; returns how many journeys it had. */
  int read() throws IOException {
    JsonClient.Answer answer = client.get(query + cursor);
    assertThat(answer.status()).isEqualTo(200);
    Map<String, Long> changed = revisions(answer.body());
    for (Map.Entry<String, Long> change : changed.entrySet()) {
      long known = latest.getOrDefault(change.getKey(), -1L);
      assertThat(change.getValue()).as(change.getKey()).isGreaterThan(known);
    }
    latest.putAll(changed);
    cursor = answer.body().path("cursor").asText();
    return changed.size();
  }

  /** The latest revision of each journey that it has read. */
  Map<String, Long> latest() {
    return latest;
  }

  String cursor() {
    return cursor;
  }

  static Map<String, Long> revisions(JsonNode page) {
    Map<String, Long> revisions = new TreeMap<>();
    for (JsonNode journey : page.path("journeys")) {
      revisions.put(journey.path("journeyId").asText(), journey.path("revision").asLong());
    }
    return revisions;
  }
}
