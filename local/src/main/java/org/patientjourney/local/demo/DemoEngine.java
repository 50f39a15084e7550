package org.patientjourney.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalSystem;

/** The engine's endpoints, called as a clinic's backend and as operations. */
public final class DemoEngine {
  private final JsonClient backend;
  private final JsonClient operations;
  private final LocalSystem system;
  private int commands;

  public DemoEngine(LocalSystem system) {
    this.system = system;
    backend = new JsonClient(system.url(), system.keys().backend());
    operations = new JsonClient(system.url(), system.keys().operations());
  }

  public JsonClient.Answer order(DemoOrder order) throws IOException {
    return backend.post("/orders", order.toJson());
  }

  public JsonNode journey(String journey) throws IOException {
    return operations.get("/journeys/" + journey).body();
  }

  JsonNode journeysOf(String clinic) throws IOException {
    return operations.get("/journeys?limit=500&clinic=" + clinic).body().path("journeys");
  }

  /** The demo has fewer journeys than fit on one page. */
  JsonNode openJourneys() throws IOException {
    return operations.get("/journeys?limit=500&open=true").body().path("journeys");
  }

  JsonNode incidentsOf(String clinic) throws IOException {
    return operations.get("/incidents?clinic=" + clinic).body().path("incidents");
  }

  public JsonNode look(String path) throws IOException {
    return operations.get(path).body();
  }

  /** The follow-ups that a clinic's patients are or were owed. */
  JsonNode followUpsOf(String clinic) throws IOException {
    return operations.get("/follow-ups?clinic=" + clinic).body().path("followUps");
  }

  /** Damages the record, so that the journey has no valid run. */
  void lose(String journey) throws IOException {
    try {
      DemoRecord.loseRun(system, journey);
    } catch (SQLException e) {
      throw new IOException("the record of " + journey + " cannot be damaged", e);
    }
  }

  /** Moves all clocks. */
  public void travel(Duration time) throws IOException {
    system.travel(time);
  }

  /** Gives a journey a command. */
  public JsonClient.Answer command(String journey, String name, String reason) throws IOException {
    return operations.post("/journeys/" + journey + "/commands", body(reason).put("command", name));
  }

  /** Gives an order or an incident a command. */
  public JsonClient.Answer command(String path, String reason) throws IOException {
    return operations.post(path, body(reason));
  }

  private ObjectNode body(String reason) {
    commands++;
    return JsonNodeFactory.instance
        .objectNode()
        .put("commandId", "demo-" + commands)
        .put("reason", reason);
  }

  /** What a command would do. */
  public JsonClient.Answer dryRun(String path) throws IOException {
    return operations.post(path, JsonNodeFactory.instance.objectNode().put("dryRun", true));
  }
}
