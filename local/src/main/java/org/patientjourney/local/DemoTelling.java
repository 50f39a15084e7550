package org.patientjourney.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One story being told: ordered, followed to its end, compared with what the provider saw. */
final class DemoTelling {
  /** How long a stage may take to come. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The same, when a story has failed already or is meant to. */
  static final Duration HURRY = Duration.ofSeconds(3);

  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();
  private static final String ORDER_ID = "demo-1";

  private final DemoStory story;
  private final JsonDoor engine;
  private final JsonDoor sandbox;
  private final List<String> faults = new ArrayList<>();

  DemoTelling(DemoStory story, LocalSystem system) {
    this.story = story;
    this.engine = new JsonDoor(system.url(), system.keys().operations());
    this.sandbox = new JsonDoor(system.sandboxUrl(), "");
  }

  DemoStory story() {
    return story;
  }

  void order() throws IOException {
    JsonDoor.Answer answer = engine.post("/orders", orderJson());
    if (answer.status() != 201) {
      faults.add("expected the order to be accepted with 201, found " + answer.status());
    }
  }

  /** Follows the story to its end and returns what was not as it must be. */
  List<String> follow(Duration patience) throws IOException {
    String leader = journey(story.outcomes().keySet().stream().min(Integer::compare).orElseThrow());
    if (story.hold().isPresent() && awaitStage(leader, "HELD", patience)) {
      release(leader, story.hold().get());
    }
    if (story.director().isPresent() && awaitStage(leader, "AWAITING_MEDICAL_DIRECTOR", patience)) {
      decide(story.director().get());
    }
    for (Map.Entry<Integer, String> outcome : story.outcomes().entrySet()) {
      awaitStage(journey(outcome.getKey()), outcome.getValue(), patience);
    }
    checkProvider();
    return faults;
  }

  private boolean awaitStage(String journey, String stage, Duration patience) throws IOException {
    long giveUp = System.nanoTime() + patience.toNanos();
    String found;
    do {
      found = engine.get("/journeys/" + journey).body().path("stage").asText("none");
      if (found.equals(stage)) {
        return true;
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    } while (System.nanoTime() < giveUp);
    faults.add(
        "expected " + journey + " to reach " + stage + " in " + patience + ", found " + found);
    return false;
  }

  private void release(String journey, String hold) throws IOException {
    ObjectNode command = JsonNodeFactory.instance.objectNode();
    command.put("commandId", "demo-release").put("hold", hold);
    command.put("reason", "a provider was added in the portal");
    JsonDoor.Answer answer = engine.post("/journeys/" + journey + "/release", command);
    if (answer.status() != 200) {
      faults.add("expected the release to be recorded with 200, found " + answer.status());
    }
  }

  private void decide(String decision) throws IOException {
    String exam = invites().get(0).path("patient_exams").path(0).path("patient_exam_id").asText();
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("status", decision);
    JsonDoor.Answer answer = sandbox.post("/sandbox/exams/" + exam + "/decide", request);
    if (answer.status() != 200) {
      faults.add("expected the sandbox to decide, found " + answer.status());
    }
  }

  /** The provider's own file: one invite for the meeting. */
  private void checkProvider() throws IOException {
    int invites = invites().size();
    if (invites != 1) {
      faults.add(
          "expected one invite at the provider for " + story.clinic() + ", found " + invites);
    }
  }

  private List<JsonNode> invites() throws IOException {
    List<JsonNode> ours = new ArrayList<>();
    for (JsonNode invite : sandbox.get("/sandbox/state").body().path("invites")) {
      if (invite.path("clinic").asText().equals(story.clinic())) {
        ours.add(invite);
      }
    }
    return ours;
  }

  private String journey(int exam) {
    return story.clinic() + ":" + ORDER_ID + ":" + exam;
  }

  private ObjectNode orderJson() {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.put("orderId", ORDER_ID).put("clinic", story.clinic());
    ObjectNode patient = order.putObject("patient");
    patient.put("id", "demo-patient").put("firstName", "Test").put("lastName", story.lastName());
    patient.put("email", "test.patient@example.org").put("phone", "202-555-0147");
    patient.put("dateOfBirth", "1990-04-01").put("state", "TE");
    ArrayNode exams = order.putArray("exams");
    story.outcomes().keySet().stream()
        .sorted()
        .forEach(exam -> exams.addObject().put("examId", exam));
    return order;
  }
}
