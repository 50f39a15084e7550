package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Patience;
import org.patientjourney.local.TestDatabase;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.engine.InProcessEngine;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.local.system.LocalApplication;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSettings;

/** PDF copies in a whole system: from the event to the endpoint, and through a restart. */
@SuppressWarnings("NullAway.Init") // set before all tests
class PdfCopyTest {
  @TempDir private static Path data;
  private static TestSandbox sandbox;
  private static PdfProvider provider;
  private static EmbeddedDatabase database;
  private static LocalKeys keys;
  private static InProcessEngine engine;
  private static LocalApplication application;
  private static URI url;

  @BeforeAll
  static void start() throws Exception {
    sandbox = TestSandbox.start(data.resolve("sandbox"), 200);
    provider = new PdfProvider(sandbox.url());
    Path folder = Files.createDirectories(data.resolve("engine"));
    keys = LocalKeys.in(folder);
    database = TestDatabase.start(folder.resolve("postgres"));
    up();
  }

  @AfterAll
  static void stop() throws Exception {
    down();
    database.close();
    provider.close();
    sandbox.close();
  }

  @Test
  void a_pdf_is_copied_and_read_with_a_purpose() throws Exception {
    provider.willServe(PdfProvider.PDF);
    String journey = invited("copied");
    approve(journey, provider.link("first"));
    String digest = awaitPdf(journey, "COPIED").path("digest").asText();
    HttpResponse<byte[]> answer = read(journey, digest, keys.care());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(PdfProvider.PDF);
    assertThat(answer.headers().map())
        .containsEntry("Content-Type", List.of("application/pdf"))
        .containsEntry("X-Content-Type-Options", List.of("nosniff"))
        .containsEntry("Cache-Control", List.of("no-store"))
        .hasEntrySatisfying(
            "Content-Disposition", value -> assertThat(value.get(0)).startsWith("attachment"));
    JsonNode lines =
        new JsonClient(url, keys.compliance()).get("/access-log?journey=" + journey).body();
    assertThat(lines.path("lines").get(0).path("endpoint").asText()).isEqualTo("PDF_COPY");
    assertThat(read(journey, digest, keys.operations()).statusCode()).isEqualTo(403);
    assertThat(read(journey, "0".repeat(64), keys.care()).statusCode()).isEqualTo(404);
  }

  /** The next try would be half a minute after the first. */
  @Test
  void a_fresh_link_is_tried_at_once() throws Exception {
    provider.willAnswer(503);
    String journey = invited("woken");
    approve(journey, provider.link("first"));
    Instant nextTryAt = instant(awaitFailure(journey, "UNEXPECTED_STATUS"), "nextTryAt");
    provider.willServe(PdfProvider.PDF);
    approve(journey, provider.link("second"));

    assertThat(instant(awaitPdf(journey, "COPIED"), "copiedAt")).isBefore(nextTryAt);
  }

  /** The journey is closed. */
  @Test
  void a_lost_copy_raises_an_alarm_and_is_healed_by_a_duplicate() throws Exception {
    provider.willServe("<html>".getBytes(StandardCharsets.US_ASCII));
    String journey = invited("healed");
    approve(journey, provider.link("first"));
    assertThat(awaitPdf(journey, "LOST").path("failure").asText()).isEqualTo("NOT_A_PDF");
    assertThat(operations().get("/alarms").body().toString()).contains("PDF_COPY_LOST");
    new Journeys(operations()).awaitClosed(journey, "APPROVED");

    provider.willServe(PdfProvider.PDF);
    approve(journey, provider.link("second"));
    awaitPdf(journey, "COPIED");
  }

  /** The record knows the next try; here its time comes while no engine runs. */
  @Test
  void a_copy_that_is_wanted_is_tried_again_when_the_engine_starts() throws Exception {
    provider.willAnswer(503);
    String journey = invited("restarted");
    approve(journey, provider.link("first"));
    awaitFailure(journey, "UNEXPECTED_STATUS");
    assertListIsFitForAll(journey);
    down();
    provider.willServe(PdfProvider.PDF);
    try (Connection owner =
            DriverManager.getConnection(database.url(), EmbeddedDatabase.MIGRATOR, "");
        Statement statement = owner.createStatement()) {
      statement.execute("update pdf_copy set next_try_at = next_try_at - interval '1 hour'");
    }
    up();

    awaitPdf(journey, "COPIED");
  }

  private static void assertListIsFitForAll(String journey) throws IOException {
    for (String key : List.of(keys.operations(), keys.care(), keys.compliance())) {
      JsonClient.Answer list = new JsonClient(url, key).get("/journeys/" + journey + "/pdf");
      assertThat(list.status()).isEqualTo(200);
      assertThat(list.body().path("pdfs").get(0).path("state").asText()).isEqualTo("WANTED");
      assertThat(list.body().toString()).doesNotContain("Signature", "127.0.0.1");
    }
    assertThat(new JsonClient(url, keys.care()).get("/journeys/juniper:none:5101/pdf").status())
        .isEqualTo(404);
    assertThat(new JsonClient(url, keys.backend()).get("/journeys/" + journey + "/pdf").status())
        .isEqualTo(403);
  }

  private static void up() throws Exception {
    Path folder = data.resolve("engine");
    LocalOptions options =
        LocalOptions.parse(List.of("up", "--data", folder.toString(), "--port", "0"));
    Ports ports = Ports.at(0);
    engine = new InProcessEngine();
    application =
        LocalApplication.serve(
            engine,
            LocalSettings.variables(options, keys, database.url(), provider.url(), ports),
            LocalSettings.writeConfig(folder, options, List.of()));
    url = URI.create("http://127.0.0.1:" + ports.application());
  }

  private static void down() throws Exception {
    application.close();
    engine.close();
  }

  private static JsonClient operations() {
    return new JsonClient(url, keys.operations());
  }

  private static String invited(String orderId) throws IOException {
    Journeys journeys = new Journeys(operations());
    journeys.post(TestOrders.order(orderId, "Waiting", 5101));
    String journey = "juniper:" + orderId + ":5101";
    journeys.awaitStage(journey, "AWAITING_CONSULTATION");
    return journey;
  }

  /** The same event each time; only its link differs. */
  private static void approve(String journey, String link) throws IOException {
    String patientExam = sandbox.patientExam(journey, 5101);
    ObjectNode event =
        JsonNodeFactory.instance
            .objectNode()
            .put("event", 1)
            .put("exam_id", "5101")
            .put("patient_exam_id", patientExam)
            .put("exam_status", "Approved")
            .put("exam_url", link);
    assertThat(sandbox.fire(patientExam, event)).isEqualTo(200);
  }

  private static JsonNode awaitPdf(String journey, String state) {
    return await("the PDF to be " + state)
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(() -> pdf(journey), pdf -> pdf.path("state").asText().equals(state));
  }

  private static JsonNode awaitFailure(String journey, String failure) {
    return await("the PDF to fail as " + failure)
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(() -> pdf(journey), pdf -> pdf.path("failure").asText().equals(failure));
  }

  /** The only one. */
  private static JsonNode pdf(String journey) throws IOException {
    JsonNode pdfs = operations().get("/journeys/" + journey + "/pdf").body().path("pdfs");
    assertThat(pdfs.size()).isLessThan(2);
    return pdfs.path(0);
  }

  private static Instant instant(JsonNode pdf, String field) {
    return Instant.parse(pdf.path(field).asText());
  }

  private static HttpResponse<byte[]> read(String journey, String digest, String key)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/journeys/" + journey + "/pdf/" + digest))
            .header("Authorization", "Bearer " + key)
            .header("X-Purpose", "the patient asked")
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
  }
}
