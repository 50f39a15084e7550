package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Incidents;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Patience;
import org.patientjourney.local.Scrape;
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

/** A patient who can be recognised goes through every path; then every sink is searched. */
@SuppressWarnings("NullAway.Init") // set by the test
class CanaryTest {
  private static final List<String> PERSONAL =
      List.of(
          "Quokkacanary", "quokka.mail@example.org", "2025550188", "202-555-0188", "1987-06-05");
  private static final String JOURNEY = "juniper:canary:5101";

  @TempDir private Path data;
  private TestSandbox sandbox;
  private JsonClient api;

  @Test
  void no_sink_shows_a_person_or_a_secret() throws Exception {
    Path folder = Files.createDirectories(data.resolve("engine"));
    LocalOptions options =
        LocalOptions.parse(List.of("up", "--data", folder.toString(), "--port", "0"));
    LocalKeys keys = LocalKeys.in(folder);
    Ports ports = Ports.at(0);
    URI admin = URI.create("http://127.0.0.1:" + ports.admin());
    sandbox = TestSandbox.start(data.resolve("sandbox"), 200);
    Map<String, String> sinks = new LinkedHashMap<>();
    List<String> secrets;
    try (InProcessEngine engine = new InProcessEngine();
        EmbeddedDatabase database = TestDatabase.start(folder.resolve("postgres"));
        LocalApplication application =
            LocalApplication.serve(
                engine,
                logAsJson(
                    LocalSettings.variables(options, keys, database.url(), sandbox.url(), ports)),
                LocalSettings.writeConfig(folder, options, List.of()))) {
      assertThat(application.getName()).isEqualTo("patient-journey");
      URI url = URI.create("http://127.0.0.1:" + ports.application());
      api = new JsonClient(url, keys.operations());
      travelEveryPath();
      sinks.put("refusals", refusals());
      sinks.put("journey as operations see it", api.get("/journeys/" + JOURNEY).body().toString());
      sinks.put("alarms", api.get("/alarms").body().toString());
      sinks.put("metrics", metrics(admin));
      sinks.put("what Prometheus scrapes", prometheus(admin));
      sinks.put("PDFs as operations see them", pdfs().toString());
      sinks.putAll(histories(engine));
      sinks.putAll(tables(database));
      secrets = secrets(keys);
    } finally {
      sandbox.close();
    }
    // In JSON a slash may be written as \\/, and a secret may have one.
    sinks.put("log", Files.readString(folder.resolve("journey.log")).replace("\\/", "/"));
    sinks.put("PostgreSQL's log", Files.readString(folder.resolve("postgres.log")));

    assertThat(sinks.get("log"))
        .as("the requests are logged, as JSON")
        .contains("POST /webhooks/***", "\"mdc\": {\"journey\":");
    assertThat(secrets).hasSizeGreaterThan(PERSONAL.size() + 5);
    sinks.forEach((sink, content) -> assertClean(sink, content, secrets));
  }

  private void travelEveryPath() throws IOException {
    Journeys journeys = new Journeys(api);
    sandbox.arm("provider-not-configured", 1);
    journeys.post(order("canary", "Defer Quokkacanary"));
    journeys.awaitHold(JOURNEY, "PROVIDER_NOT_CONFIGURED");
    ObjectNode release = JsonNodeFactory.instance.objectNode();
    release.put("commandId", "c-1").put("reason", "Quokkacanary rang us up");
    String incident = new Incidents(api).href("juniper");
    assertThat(api.post(incident + "/resolve", release).status()).isEqualTo(202);
    journeys.awaitStage(JOURNEY, "AWAITING_MEDICAL_DIRECTOR");

    String webhook = sandbox.webhook(JOURNEY).getPath();
    byte[] unreadable = "Quokkacanary quokka.mail@example.org".getBytes(StandardCharsets.UTF_8);
    assertThat(api.post(webhook, unreadable).status()).isEqualTo(400);
    assertThat(api.post(webhook + "-Quokkacanary", unreadable).status()).isEqualTo(404);
    sandbox.decide(sandbox.patientExam(JOURNEY, 5101), "Quokkacanary was rude");
    sandbox.decide(sandbox.patientExam(JOURNEY, 5101), "Approved");
    journeys.awaitHold(JOURNEY, "UNKNOWN_STATUS");
    journeys.awaitHold(JOURNEY, "UNREADABLE_DELIVERY");

    sandbox.arm("error-500-after-success", 1);
    journeys.post(order("canary-2", "Approve Quokkacanary"));
    journeys.awaitStage("juniper:canary-2:5101", "APPROVED");
    awaitPdf();
  }

  /** Then there is a line in the log if one is written. */
  private void awaitPdf() {
    await("the PDF to be copied")
        .atMost(Patience.USUAL)
        .until(() -> pdfs().path("pdfs").path(0).path("state").asText().equals("COPIED"));
  }

  private JsonNode pdfs() throws IOException {
    return api.get("/journeys/juniper:canary-2:5101/pdf").body();
  }

  private String refusals() throws IOException {
    ObjectNode wrong = order("canary-3", "Quokkacanary");
    ObjectNode patient = wrong.withObject("patient");
    patient.put("email", "Quokkacanary").put("phone", "202-555-0188 Quokkacanary");
    patient.put("dateOfBirth", "Quokkacanary").put("state", "Quokkacanary");
    patient.put("timeZone", "Quokkacanary").put("gender", "Quokkacanary");
    JsonNode refusal = api.post("/orders", wrong).body();
    assertThat(refusal.path("errors")).hasSizeGreaterThanOrEqualTo(6);
    String malformed =
        api.post("/orders", "{Quokkacanary".getBytes(StandardCharsets.UTF_8)).body().toString();
    return refusal + malformed;
  }

  private static String metrics(URI admin) throws IOException {
    String metrics = new JsonClient(admin, "").get("/metrics").body().toString();
    assertThat(metrics).contains("timers");
    return metrics;
  }

  private static String prometheus(URI admin) throws IOException {
    String scrape = Scrape.of(admin).text();
    assertThat(scrape)
        .contains("journey_holds{", "journey_provider_call_seconds_count{")
        .contains("journey_webhook_accept_seconds_count{", "journey_relay_rows_total{");
    return scrape;
  }

  /** Each line has more fields than as text. */
  private static Map<String, String> logAsJson(Map<String, String> variables) {
    variables.put("JOURNEY_LOG_FORMAT", "json");
    return variables;
  }

  private static Map<String, String> histories(InProcessEngine engine) {
    WorkflowClient raw = WorkflowClient.newInstance(engine.stubs(), engine.clientOptions().build());
    Map<String, String> histories = new LinkedHashMap<>();
    for (String id : List.of(JOURNEY, "juniper:canary-2:5101")) {
      byte[] bytes = raw.fetchHistory(id).getHistory().toByteArray();
      histories.put("history of " + id, new String(bytes, StandardCharsets.ISO_8859_1));
    }
    return histories;
  }

  /** Every row of every table as text, bytea as hexadecimal. */
  private static Map<String, String> tables(EmbeddedDatabase database) throws SQLException {
    Map<String, String> tables = new LinkedHashMap<>();
    try (Connection connection =
            DriverManager.getConnection(database.url(), EmbeddedDatabase.MIGRATOR, "");
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select table_name from information_schema.tables where table_schema = 'public'")) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      assertThat(names).contains("exam_order", "webhook_delivery", "journal_entry", "pdf_copy");
      for (String name : names) {
        StringBuilder content = new StringBuilder();
        try (ResultSet rows = statement.executeQuery("select t::text from " + name + " t")) {
          while (rows.next()) {
            content.append(rows.getString(1)).append('\n');
          }
        }
        tables.put("table " + name, content.toString());
      }
    }
    return tables;
  }

  private List<String> secrets(LocalKeys keys) throws IOException {
    List<String> secrets = new ArrayList<>(PERSONAL);
    secrets.addAll(
        List.of(
            keys.backend(),
            keys.operations(),
            keys.compliance(),
            keys.care(),
            keys.dispensing(),
            keys.encryption()));
    secrets.add(LocalSettings.clinicKey("juniper"));
    secrets.add("&Signature=");
    secrets.add("meeting.sandbox.invalid");
    for (JsonNode invite : sandbox.state().path("invites")) {
      String webhook = invite.path("webhook_url").asText();
      secrets.add(webhook.substring(webhook.lastIndexOf('/') + 1));
      secrets.add(invite.path("meeting_uuid").asText());
    }
    return secrets;
  }

  /** As it is, as hexadecimal and as base64: a table and a history could show any. */
  private static void assertClean(String sink, String content, List<String> secrets) {
    String searched = content.toLowerCase(Locale.ROOT);
    for (String secret : secrets) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
      assertThat(searched)
          .as("%s must not show %s", sink, secret)
          .doesNotContain(secret.toLowerCase(Locale.ROOT))
          .doesNotContain(HexFormat.of().formatHex(bytes));
      assertThat(content).doesNotContain(base64.substring(0, base64.length() - 2));
    }
  }

  private static ObjectNode order(String orderId, String lastName) {
    ObjectNode order = TestOrders.order(orderId, lastName, 5101);
    ObjectNode patient = order.withObject("patient");
    patient.put("email", "quokka.mail@example.org").put("phone", "202-555-0188");
    patient.put("dateOfBirth", "1987-06-05");
    ObjectNode home = patient.putObject("homeAddress");
    home.put("line1", "7 Quokkacanary Lane").put("city", "Quokkacanary").put("state", "TE");
    home.put("zip", "78701");
    order.put("reference", "Quokkacanary's order");
    return order;
  }
}
