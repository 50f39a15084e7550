package org.patientjourney.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalSystem;

/** The engine's endpoints, called as a clinic's backend and as operations, and its record. */
final class DemoEngine {
  private final JsonClient backend;
  private final JsonClient operations;
  private final LocalSystem system;
  private int commands;

  DemoEngine(LocalSystem system) {
    this.system = system;
    backend = new JsonClient(system.url(), system.keys().backend());
    operations = new JsonClient(system.url(), system.keys().operations());
  }

  JsonClient.Answer order(DemoOrder order) throws IOException {
    return backend.post("/orders", order.toJson());
  }

  JsonNode look(String path) throws IOException {
    return operations.get(path).body();
  }

  JsonNode journey(String journey) throws IOException {
    return look("/journeys/" + journey);
  }

  /** The demo has fewer journeys than fit on one page. */
  JsonNode journeysOf(String clinic) throws IOException {
    return look("/journeys?limit=500&clinic=" + clinic).path("journeys");
  }

  JsonNode openJourneys() throws IOException {
    return look("/journeys?limit=500&open=true").path("journeys");
  }

  /** The first follow-up that a clinic's patients are or were owed. */
  JsonNode followUpOf(String clinic) throws IOException {
    return look("/follow-ups?clinic=" + clinic).path("followUps").path(0);
  }

  /** Moves all clocks. */
  void travel(Duration time) throws IOException {
    system.travel(time);
  }

  /** Gives a journey a command. */
  JsonClient.Answer command(String journey, String name, String reason) throws IOException {
    return operations.post("/journeys/" + journey + "/commands", body(reason).put("command", name));
  }

  /** Gives an order or an incident a command. */
  JsonClient.Answer command(String path, String reason) throws IOException {
    return operations.post(path, body(reason));
  }

  /** What a command would do. */
  JsonNode dryRun(String path) throws IOException {
    return operations.post(path, JsonNodeFactory.instance.objectNode().put("dryRun", true)).body();
  }

  private ObjectNode body(String reason) {
    commands++;
    return JsonNodeFactory.instance
        .objectNode()
        .put("commandId", "demo-" + commands)
        .put("reason", reason);
  }

  /** Leaves an open journey in a state without a deadline. */
  void dropDeadline(String journey) throws IOException {
    damage(
        journey,
        """
        update journey set snapshot = jsonb_set(
          jsonb_set(snapshot, '{attempts,0,status}', '"CANCELLED"'), '{holds}', '[]')
        where journey_id = ? and open
        """);
  }

  /** The run of an open journey finds itself superseded by one that does not exist. */
  void loseRun(String journey) throws IOException {
    damage(journey, "update journey set claimed_by = 'another' where journey_id = ? and open");
  }

  /** As PostgreSQL's superuser can, past the engine. */
  private void damage(String journey, String sql) throws IOException {
    int updated =
        Jdbi.create(system.databaseUrl(), "postgres", "")
            .withHandle(handle -> handle.execute(sql, journey));
    if (updated != 1) {
      throw new IOException("expected the open journey " + journey + ", found " + updated);
    }
  }
}
