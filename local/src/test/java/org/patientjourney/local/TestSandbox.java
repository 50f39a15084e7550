package org.patientjourney.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The provider's side of a test: what it was told to do, and what its file says that happened. */
final class TestSandbox implements AutoCloseable {
  private final Process process;
  private final URI url;
  private final JsonDoor door;

  private TestSandbox(Process process, URI url) {
    this.process = process;
    this.url = url;
    this.door = new JsonDoor(url, "");
  }

  static TestSandbox start(Path data, long delayMillis) throws IOException {
    Room.prepare();
    Process process =
        SandboxProcess.launch(data, 0, LocalSettings.clinicByKey(List.of()), delayMillis);
    return new TestSandbox(process, SandboxProcess.awaitReady(process));
  }

  URI url() {
    return url;
  }

  void arm(String fault, int times) throws IOException {
    expectOk(door.post("/sandbox/faults", object().put("fault", fault).put("times", times)));
  }

  void disarm() throws IOException {
    expectOk(door.delete("/sandbox/faults"));
  }

  void release() throws IOException {
    expectOk(door.post("/sandbox/release", object()));
  }

  /** Makes the provider decide; returns the number of the event. */
  int decide(String patientExam, String status) throws IOException {
    JsonDoor.Answer answer =
        door.post(
            "/sandbox/exams/" + patientExam + "/decide",
            object().put("status", status).put("reason", "decided by a test"));
    expectOk(answer);
    return answer.body().path("events").path(0).asInt();
  }

  /** Delivers an event in parallel; returns the answers' codes. */
  List<Integer> deliver(int event, int copies) throws IOException {
    JsonDoor.Answer answer =
        door.post("/sandbox/deliver", object().put("event", event).put("copies", copies));
    expectOk(answer);
    List<Integer> codes = new ArrayList<>();
    answer.body().path("http_codes").forEach(code -> codes.add(code.asInt()));
    return codes;
  }

  JsonNode state() throws IOException {
    return door.get("/sandbox/state").body();
  }

  /** The invites whose additional data names the meeting. */
  List<JsonNode> invites(String meeting) throws IOException {
    return StreamSupport.stream(state().path("invites").spliterator(), false)
        .filter(invite -> invite.path("patient").path("additional_data").asText().equals(meeting))
        .toList();
  }

  long calls() throws IOException {
    return state().path("calls").size();
  }

  String patientExam(String meeting, int exam) throws IOException {
    for (JsonNode patientExam : invites(meeting).get(0).path("patient_exams")) {
      if (patientExam.path("exam_id").asInt() == exam) {
        return patientExam.path("patient_exam_id").asText();
      }
    }
    throw new IOException("no patient exam for exam " + exam);
  }

  URI webhook(String meeting) throws IOException {
    return URI.create(invites(meeting).get(0).path("webhook_url").asText());
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static void expectOk(JsonDoor.Answer answer) throws IOException {
    if (answer.status() >= 300) {
      throw new IOException("the sandbox answered " + answer.status() + " " + answer.body());
    }
  }
}
