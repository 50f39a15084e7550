package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.ScaledPolicy;

/**
 * A provider, a process of its own, and an engine for one class of tests. Whoever switches
 * something of a clinic has a clinic of its own; the provider may be called as often as a test
 * likes.
 */
final class TestSystem implements AutoCloseable {
  /** Started with a clinic of this name, it accepts no duplicate orders for it. */
  static final String REFUSES_DUPLICATES = "strict";

  private final TestSandbox sandbox;
  private final TestEngine engine;

  private TestSystem(TestSandbox sandbox, TestEngine engine) {
    this.sandbox = sandbox;
    this.engine = engine;
  }

  /**
   * @param clinics beside juniper and cedar, each like juniper
   */
  static TestSystem start(Path data, long delayMillis, String... clinics) throws IOException {
    List<String> more = List.of(clinics);
    TestSandbox sandbox = TestSandbox.start(data.resolve("sandbox"), delayMillis, more);
    TestEngine engine =
        TestEngine.start(
            config(data, more), data.resolve("engine"), 0, sandbox.url(), "--answer-timeout", "5s");
    return new TestSystem(sandbox, engine);
  }

  private static Path config(Path data, List<String> clinics) throws IOException {
    Path file = TestConfig.copy(data, Map.of("/provider/callsPerSecond", 100));
    TestConfig.addClinics(file, clinics);
    ScaledPolicy.sendAtAnyHour(file);
    if (clinics.contains(REFUSES_DUPLICATES)) {
      String pointer = "/clinics/" + REFUSES_DUPLICATES + "/duplicateOrders";
      TestConfig.change(file, Map.of(pointer, "REFUSE"));
    }
    YAMLMapper yaml = new YAMLMapper();
    ObjectNode config = (ObjectNode) yaml.readTree(file.toFile());
    ((ArrayNode) config.at("/access/keys"))
        .addObject()
        .put("name", "desk-of-cedar")
        .put("role", "OPERATIONS")
        .put("clinic", "cedar")
        .put("hash", LocalKeys.hash(keyOf("cedar")));
    return Files.writeString(file, yaml.writeValueAsString(config));
  }

  private static String keyOf(String clinic) {
    return "key-of-" + clinic;
  }

  TestSandbox sandbox() {
    return sandbox;
  }

  JsonClient operations() {
    return engine.operations();
  }

  WorkflowClient temporal() {
    return engine.temporal();
  }

  JsonClient nobody() {
    return engine.nobody();
  }

  JsonClient backend() {
    return new JsonClient(engine.url(), engine.keys().backend());
  }

  /** Operations of the clinic cedar, which see no other. */
  JsonClient deskOfCedar() {
    return new JsonClient(engine.url(), keyOf("cedar"));
  }

  /** Lets time pass for engine and provider. */
  JsonNode travel(Duration time) throws IOException {
    JsonClient.Answer answer =
        operations()
            .postPatiently(
                "/clock", JsonNodeFactory.instance.objectNode().put("by", time.toString()));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** What a caller with this key finds behind a door, as text. */
  HttpResponse<String> read(String path, String key, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(engine.url().resolve(path)).header("Authorization", "Bearer " + key);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  URI url() {
    return engine.url();
  }

  JsonClient care() {
    return new JsonClient(engine.url(), engine.keys().care());
  }

  LocalKeys keys() {
    return engine.keys();
  }

  /** The stored bytes of a delivery, as staff who may read personal data save them. */
  byte[] body(String delivery) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(engine.url().resolve(delivery + "/body"))
            .header("Authorization", "Bearer " + engine.keys().dispensing())
            .header("X-Purpose", "a test compares it")
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();
  }

  @Override
  public void close() throws IOException {
    engine.close();
    sandbox.close();
  }
}
