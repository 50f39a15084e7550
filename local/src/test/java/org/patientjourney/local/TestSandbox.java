package org.patientjourney.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalSettings;
import org.patientjourney.sandbox.Sandbox;
import org.patientjourney.sandbox.control.StateEndpoints;
import org.patientjourney.sandbox.delivery.Timing;
import org.patientjourney.sandbox.state.Accounts;
import org.patientjourney.sandbox.state.SandboxState;

/**
 * The provider's side of a test: faults and decisions of the sandbox, and what its state shows. The
 * sandbox runs in this JVM, which is warm: a process of its own takes a second of processor time.
 */
public final class TestSandbox implements AutoCloseable {
  private final Sandbox sandbox;
  private final JsonClient client;

  private TestSandbox(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.client = new JsonClient(sandbox.uri(), "");
  }

  public static TestSandbox start(Path data, long delayMillis) throws IOException {
    return start(data, delayMillis, List.of());
  }

  /** With accounts of more clinics than the project's. */
  public static TestSandbox start(Path data, long delayMillis, List<String> moreClinics)
      throws IOException {
    BuiltFiles.prepare();
    return new TestSandbox(
        Sandbox.start(
            "127.0.0.1",
            0,
            data,
            Accounts.of(LocalSettings.clinicByKey(moreClinics)),
            Timing.usual(Duration.ofMillis(delayMillis)),
            InstantSource.system()));
  }

  public URI url() {
    return sandbox.uri();
  }

  public void arm(String fault, int times) throws IOException {
    expectOk(client.post("/sandbox/faults", object().put("fault", fault).put("times", times)));
  }

  /** Arms a fault for the next call of one clinic. */
  public void arm(String fault, String clinic) throws IOException {
    expectOk(client.post("/sandbox/faults", object().put("fault", fault).put("clinic", clinic)));
  }

  public void disarm() throws IOException {
    expectOk(client.delete("/sandbox/faults"));
  }

  public void release() throws IOException {
    expectOk(client.post("/sandbox/release", object()));
  }

  /** Takes something of a clinic's account out of order, until {@link #putInOrder}. */
  public void putOutOfOrder(String clinic, String what) throws IOException {
    ObjectNode account = object();
    if (what.equals("states_without_provider")) {
      account.putArray(what).add("TE");
    } else {
      account.put(what, false);
    }
    expectOk(client.post("/sandbox/accounts/" + clinic, account));
  }

  public void putInOrder(String clinic) throws IOException {
    ObjectNode account = object();
    account.put("key_accepted", true).put("agreements_signed", true);
    account.put("rx_contract_signed", true).putArray("states_without_provider");
    expectOk(client.post("/sandbox/accounts/" + clinic, account));
  }

  /** Switches how events and answers look; returns how they looked before. */
  public String shape(String what, String value) throws IOException {
    String before = state().path("shape").path(what).asText();
    expectOk(client.post("/sandbox/shape", object().put(what, value)));
    return before;
  }

  /** Makes the provider decide; returns the number of the event. */
  public int decide(String patientExam, String status) throws IOException {
    return decide(patientExam, status, "decided by a test");
  }

  public int decide(String patientExam, String status, String reason) throws IOException {
    return play(patientExam, "decide", object().put("status", status).put("reason", reason));
  }

  /** Makes the pharmacy do something; returns the number of the first event. */
  public int play(String patientExam, String what, ObjectNode how) throws IOException {
    JsonClient.Answer answer = client.post("/sandbox/exams/" + patientExam + "/" + what, how);
    expectOk(answer);
    return answer.body().path("events").path(0).asInt();
  }

  /** Sends a body of the test's own to the webhook of the exam's invite; returns the code. */
  public int fire(String patientExam, JsonNode body) throws IOException {
    ObjectNode shot = object().put("patient_exam_id", Long.parseLong(patientExam));
    JsonClient.Answer answer = client.post("/sandbox/fire", shot.set("body", body));
    expectOk(answer);
    return answer.body().path("http_codes").path(0).asInt();
  }

  /** Delivers an event in parallel; returns the answers' codes. */
  public List<Integer> deliver(int event, int copies) throws IOException {
    JsonClient.Answer answer =
        client.post("/sandbox/deliver", object().put("event", event).put("copies", copies));
    expectOk(answer);
    List<Integer> codes = new ArrayList<>();
    answer.body().path("http_codes").forEach(code -> codes.add(code.asInt()));
    return codes;
  }

  public JsonNode state() throws IOException {
    return client.get("/sandbox/state").body();
  }

  /** The same as objects: what all tests of a shared system have done is long as JSON. */
  private SandboxState now() {
    return sandbox.store().now();
  }

  /** The invites whose additional data names the meeting. */
  public List<JsonNode> invites(String meeting) throws IOException {
    return StateEndpoints.invites(
        now(), invite -> meeting.equals(invite.patient().additionalData()));
  }

  public long calls() throws IOException {
    return now().calls().size();
  }

  /** How often a clinic has called an endpoint, with any answer. */
  public long calls(String clinic, String endpoint) throws IOException {
    return now().calls().stream()
        .filter(call -> clinic.equals(call.clinic()))
        .filter(call -> call.endpoint().wireName().equals(endpoint))
        .count();
  }

  /** How often a clinic has called, with any answer. */
  public long calls(String clinic) throws IOException {
    return now().calls().stream().filter(call -> clinic.equals(call.clinic())).count();
  }

  /** What the provider knows of an exam that was invited once. */
  public JsonNode exam(String patientExam) throws IOException {
    long id = Long.parseLong(patientExam);
    for (JsonNode invite : StateEndpoints.invites(now(), invite -> invite.exam(id).isPresent())) {
      for (JsonNode exam : invite.path("patient_exams")) {
        if (exam.path("patient_exam_id").asLong() == id) {
          return exam;
        }
      }
    }
    throw new IOException("no patient exam " + patientExam);
  }

  public String patientExam(String meeting, int exam) throws IOException {
    for (JsonNode patientExam : invites(meeting).get(0).path("patient_exams")) {
      if (patientExam.path("exam_id").asInt() == exam) {
        return patientExam.path("patient_exam_id").asText();
      }
    }
    throw new IOException("no patient exam for exam " + exam);
  }

  public URI webhook(String meeting) throws IOException {
    return URI.create(invites(meeting).get(0).path("webhook_url").asText());
  }

  @Override
  public void close() {
    sandbox.close();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static void expectOk(JsonClient.Answer answer) throws IOException {
    if (answer.status() >= 300) {
      throw new IOException("the sandbox answered " + answer.status() + " " + answer.body());
    }
  }
}
