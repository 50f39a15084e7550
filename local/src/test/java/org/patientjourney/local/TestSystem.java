package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.local.system.LocalKeys;

/**
 * The simulator of the provider and an engine, whose calls to it are not slowed down. A class that
 * changes what others see, such as the time, has one of its own; all others share one.
 */
public final class TestSystem implements AutoCloseable {
  /** A clinic of the shared system that accepts no duplicate orders. */
  public static final String REFUSES_DUPLICATES = "strict";

  private static final long EXAMINED_AFTER_MILLIS = 100;

  /** Clinics of the shared system whose settings or account a test changes, or which it lists. */
  private static final List<String> CLINICS_OF_TESTS =
      List.of(
          REFUSES_DUPLICATES,
          // CancelTest, CommandIdTest, JourneyListTest, WebhookDeliveryTest
          "agreement",
          "locked",
          "feed",
          "filtered",
          "found",
          "cedar-paged",
          // IncidentProbeTest
          "dry",
          "early",
          "sent",
          "field",
          "silent",
          "single",
          "closed",
          "late",
          "crowd",
          "again",
          "stopped",
          // PauseTest
          "halted",
          // IncidentTest
          "key",
          "unsigned",
          "no-clinician",
          "contract",
          "pills",
          "hidden",
          "two-held",
          "members",
          // CommandFormsTest
          "forms",
          "forms-held",
          // StoreIntakeTest
          TestStore.CLINIC,
          TestStore.OTHER_CLINIC);

  private static @Nullable TestSystem shared;

  private final Path folder;
  private final TestSandbox sandbox;
  private final TestEngine engine;

  private TestSystem(Path folder, TestSandbox sandbox, TestEngine engine) {
    this.folder = folder;
    this.sandbox = sandbox;
    this.engine = engine;
  }

  /**
   * The one of this JVM, which ends with it. A test that uses it has orders of its own, arms faults
   * for its own clinic or until its next call, and lists nothing but its own.
   */
  public static synchronized TestSystem shared() throws IOException {
    if (shared == null) {
      Path data = Files.createTempDirectory("journey-tests");
      TestSystem started = start(data, CLINICS_OF_TESTS);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> started.end(data)));
      shared = started;
    }
    return shared;
  }

  private void end(Path data) {
    try {
      close();
      TestFolders.delete(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the clinics of {@code config.yml}. */
  public static TestSystem start(Path data) throws IOException {
    return start(data, List.of());
  }

  private static TestSystem start(Path data, List<String> more) throws IOException {
    TestSandbox sandbox = TestSandbox.start(data.resolve("sandbox"), EXAMINED_AFTER_MILLIS, more);
    TestEngine engine =
        TestEngine.start(
            config(data, more), data.resolve("engine"), 0, sandbox.url(), "--answer-timeout", "5s");
    return new TestSystem(data.resolve("engine"), sandbox, engine);
  }

  private static Path config(Path data, List<String> clinics) throws IOException {
    Path file =
        TestConfig.copy(
            data,
            Map.of(
                "/provider/callsPerSecond", 100,
                "/policy/sendHours/from", LocalTime.MIN.toString(),
                "/policy/sendHours/until", LocalTime.MAX.toString()));
    TestConfig.addClinics(file, clinics);
    if (clinics.contains(REFUSES_DUPLICATES)) {
      String pointer = "/clinics/" + REFUSES_DUPLICATES + "/duplicateOrders";
      TestConfig.change(file, Map.of(pointer, "REFUSE"));
    }
    for (String clinic : List.of(TestStore.CLINIC, TestStore.OTHER_CLINIC)) {
      if (clinics.contains(clinic)) {
        TestConfig.change(
            file, Map.of("/clinics/" + clinic + "/stores", TestStore.configuration(clinic)));
      }
    }
    YAMLMapper yaml = new YAMLMapper();
    ObjectNode config = (ObjectNode) yaml.readTree(file.toFile());
    List<String> withKeys =
        new ArrayList<>(List.of("cedar", "cedar-paged", "members", TestStore.CLINIC));
    withKeys.removeIf(clinic -> !config.path("clinics").has(clinic));
    for (String clinic : withKeys) {
      ((ArrayNode) config.at("/access/keys"))
          .addObject()
          .put("name", "operations-of-" + clinic)
          .put("role", "OPERATIONS")
          .put("clinic", clinic)
          .put("hash", LocalKeys.hash(keyOf(clinic)));
    }
    return Files.writeString(file, yaml.writeValueAsString(config));
  }

  private static String keyOf(String clinic) {
    return "key-of-" + clinic;
  }

  public TestSandbox sandbox() {
    return sandbox;
  }

  public JsonClient operations() {
    return engine.operations();
  }

  public WorkflowClient temporal() {
    return engine.temporal();
  }

  public JsonClient anonymous() {
    return engine.anonymous();
  }

  public JsonClient backend() {
    return new JsonClient(engine.url(), engine.keys().backend());
  }

  /** A key of the clinic's operations, who see no other clinic. */
  public JsonClient operationsOf(String clinic) {
    return new JsonClient(engine.url(), keyOf(clinic));
  }

  /** By the engine's clock, which need not be that of the test. */
  public Instant now() throws IOException {
    return Instant.parse(operations().get("/clock").body().path("now").asText());
  }

  /** Lets time pass for engine and provider. */
  public JsonNode travel(Duration time) throws IOException {
    JsonClient.Answer answer =
        operations()
            .postPatiently(
                "/clock", JsonNodeFactory.instance.objectNode().put("by", time.toString()));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** What a caller with this key is answered, as text. */
  public HttpResponse<String> read(String path, String key, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(engine.url().resolve(path)).header("Authorization", "Bearer " + key);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** The data folder of the engine. */
  public Path folder() {
    return folder;
  }

  public URI url() {
    return engine.url();
  }

  public JsonClient care() {
    return new JsonClient(engine.url(), engine.keys().care());
  }

  /** What {@code config.yml} is read with by a command on the same record. */
  public Map<String, String> variables() throws IOException {
    return engine.variables();
  }

  /** As the owner of the tables: for looking and for tampering. */
  public Jdbi owner() throws IOException {
    return Jdbi.create(variables().get("JOURNEY_DATABASE_URL"), EmbeddedDatabase.MIGRATOR, "");
  }

  public LocalKeys keys() {
    return engine.keys();
  }

  /** The stored bytes of a delivery, as staff who may read personal data save them. */
  public byte[] body(String delivery) throws IOException, InterruptedException {
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
