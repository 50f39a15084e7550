package org.patientjourney.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** The engine's doors, as a clinic's backend and operations enter them. */
final class DemoEngine {
  private final JsonDoor backend;
  private final JsonDoor operations;
  private final LocalSystem system;
  private int commands;

  DemoEngine(LocalSystem system) {
    this.system = system;
    backend = new JsonDoor(system.url(), system.keys().backend());
    operations = new JsonDoor(system.url(), system.keys().operations());
  }

  JsonDoor.Answer order(DemoOrder order) throws IOException {
    return backend.post("/orders", order.toJson());
  }

  JsonNode journey(String journey) throws IOException {
    return operations.get("/journeys/" + journey).body();
  }

  JsonNode journeysOf(String clinic) throws IOException {
    return operations.get("/journeys?limit=500&clinic=" + clinic).body().path("journeys");
  }

  /** The demo has fewer journeys than a page has room for. */
  JsonNode openJourneys() throws IOException {
    return operations.get("/journeys?limit=500&open=true").body().path("journeys");
  }

  JsonNode incidentsOf(String clinic) throws IOException {
    return operations.get("/incidents?clinic=" + clinic).body().path("incidents");
  }

  JsonNode look(String door) throws IOException {
    return operations.get(door).body();
  }

  /** The follow-ups that a clinic's patients are or were owed. */
  JsonNode followUpsOf(String clinic) throws IOException {
    return operations.get("/follow-ups?clinic=" + clinic).body().path("followUps");
  }

  /** Damages the record, so that nobody travels the journey any more. */
  void lose(String journey) throws IOException {
    try {
      DemoRecord.loseRun(system, journey);
    } catch (SQLException e) {
      throw new IOException("the record of " + journey + " cannot be damaged", e);
    }
  }

  /** Lets time pass, for everybody. */
  void travel(Duration time) throws IOException {
    system.travel(time);
  }

  /** Gives a journey a command. */
  JsonDoor.Answer command(String journey, String name, String reason) throws IOException {
    return operations.post("/journeys/" + journey + "/commands", body(reason).put("command", name));
  }

  /** Gives an order or an incident a command. */
  JsonDoor.Answer command(String path, String reason) throws IOException {
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
  JsonDoor.Answer dryRun(String door) throws IOException {
    return operations.post(door, JsonNodeFactory.instance.objectNode().put("dryRun", true));
  }
}
