package org.patientjourney.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** The engine's doors, as a clinic's backend and operations enter them. */
final class DemoEngine {
  private final JsonDoor backend;
  private final JsonDoor operations;
  private int commands;

  DemoEngine(LocalSystem system) {
    backend = new JsonDoor(system.url(), system.keys().backend());
    operations = new JsonDoor(system.url(), system.keys().operations());
  }

  JsonDoor.Answer order(String clinic, String orderId, String lastName, int... exams)
      throws IOException {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.put("orderId", orderId).put("clinic", clinic);
    ObjectNode patient = order.putObject("patient");
    patient.put("id", "demo-patient").put("firstName", "Test").put("lastName", lastName);
    patient.put("email", "test.patient@example.org").put("phone", "202-555-0147");
    patient.put("dateOfBirth", "1990-04-01").put("state", "TE");
    ArrayNode wanted = order.putArray("exams");
    for (int exam : exams) {
      wanted.addObject().put("examId", exam);
    }
    return backend.post("/orders", order);
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

  /** Tells a journey or an incident what to do. */
  JsonDoor.Answer command(String door, String reason) throws IOException {
    commands++;
    ObjectNode command = JsonNodeFactory.instance.objectNode();
    return operations.post(
        door, command.put("commandId", "demo-" + commands).put("reason", reason));
  }

  /** What a command would do. */
  JsonDoor.Answer dryRun(String door) throws IOException {
    return operations.post(door, JsonNodeFactory.instance.objectNode().put("dryRun", true));
  }
}
