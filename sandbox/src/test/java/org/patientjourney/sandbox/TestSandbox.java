package org.patientjourney.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.patientjourney.sandbox.delivery.Timing;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.Accounts;
import org.patientjourney.sandbox.state.ProviderEndpoint;

/** A sandbox in this process, called over HTTP. */
public final class TestSandbox implements AutoCloseable {
  public static final String JUNIPER_KEY = "key-of-juniper";
  public static final String ALDER_KEY = "key-of-alder";
  public static final Timing QUICK =
      new Timing(
          Duration.ofMillis(1),
          List.of(Duration.ofMillis(1), Duration.ofMillis(3), Duration.ofMillis(10)),
          Duration.ofMillis(500),
          Duration.ofMillis(300));

  private final HttpClient client = HttpClient.newHttpClient();
  private final Sandbox sandbox;

  private TestSandbox(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  public static TestSandbox start(Path data) throws IOException {
    return start(data, QUICK, InstantSource.system());
  }

  public static TestSandbox start(Path data, Timing timing, InstantSource clock)
      throws IOException {
    Map<String, String> clinicByKey = new LinkedHashMap<>();
    clinicByKey.put(JUNIPER_KEY, "juniper");
    clinicByKey.put(ALDER_KEY, "alder");
    return start(data, clinicByKey, timing, clock);
  }

  public static TestSandbox start(
      Path data, Map<String, String> clinicByKey, Timing timing, InstantSource clock)
      throws IOException {
    return new TestSandbox(
        Sandbox.start("127.0.0.1", 0, data, Accounts.of(clinicByKey), timing, clock));
  }

  public record Answered(int status, String body) {
    public JsonNode json() throws IOException {
      return Json.MAPPER.readTree(body);
    }

    /** The status and the text of a refusal. */
    public String refusal() throws IOException {
      return status + " " + json().path("error_message").asText();
    }
  }

  public Answered post(String path, Object body) throws IOException, InterruptedException {
    return call("POST", path, Json.MAPPER.writeValueAsString(body));
  }

  /** A call of the clinic juniper. */
  public Answered provider(ProviderEndpoint endpoint, Map<String, ?> members)
      throws IOException, InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>(members);
    body.put("api_key", JUNIPER_KEY);
    return post(endpoint.path(), body);
  }

  public Answered invite(ObjectNode body) throws IOException, InterruptedException {
    return post("/api/exam_invite", body);
  }

  /** Asks for one more invite of the exam; the id is a number or a text. */
  public Answered resend(Object patientExam) throws IOException, InterruptedException {
    return post("/api/exam_invite_resend", naming(patientExam));
  }

  public Answered cancel(Object patientExam) throws IOException, InterruptedException {
    return post("/api/exam_invite_cancel", naming(patientExam));
  }

  private static Map<String, Object> naming(Object patientExam) {
    return Map.of("api_key", JUNIPER_KEY, "patient_exam_id", patientExam);
  }

  /** The provider decides by hand. */
  public Answered decide(long patientExam, String status) throws IOException, InterruptedException {
    return post("/sandbox/exams/" + patientExam + "/decide", Map.of("status", status));
  }

  public Answered arm(String fault) throws IOException, InterruptedException {
    return post("/sandbox/faults", Map.of("fault", fault));
  }

  public Answered call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(uri().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    return new Answered(response.statusCode(), response.body());
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  public URI uri() {
    return sandbox.uri();
  }

  public String meetingUuid() throws IOException, InterruptedException {
    return state().at("/invites/0/meeting_uuid").asText();
  }

  public JsonNode state() throws IOException, InterruptedException {
    return call("GET", "/sandbox/state", "").json();
  }

  public JsonNode firstExam() throws IOException, InterruptedException {
    return state().at("/invites/0/patient_exams/0");
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
