package org.patientjourney.local.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Patience;
import org.patientjourney.local.TestDatabase;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.TestStore;
import org.patientjourney.local.cli.VerifyAuditCommand;
import org.patientjourney.local.engine.InProcessEngine;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.local.system.LocalApplication;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSettings;

/** What compliance and clinic staff do through the API of a whole system; and tampering with it. */
@SuppressWarnings("NullAway.Init") // set before all tests
class ComplianceTest {
  private static final String JOURNEY = "juniper:audited:5101";
  private static final String CEDAR_KEY = "key-of-cedar";
  private static final String WOO = "woocommerce/juniper";
  private static final String EARLIER = "2026-11-20T12:15:00";
  private static final String LATER = "2026-11-20T12:16:00";

  /** PDFs of the order that is to be erased which are not copied yet. */
  private static final String ERASED_WORK =
      "select 1 - count(*) from pdf_copy where state = 'COPIED' and journey_id like '%:erased:%'";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path data;
  private static TestSandbox sandbox;
  private static InProcessEngine engine;
  private static EmbeddedDatabase database;
  private static LocalApplication application;
  private static LocalKeys keys;
  private static URI url;
  private static String delivery;
  private static String pdf;

  /** An approved journey; its invite and its webhook delivery are in the record. */
  @BeforeAll
  static void start() throws Exception {
    LocalOptions options =
        LocalOptions.parse(List.of("up", "--data", data.toString(), "--port", "0"));
    keys = LocalKeys.in(data);
    Ports ports = Ports.at(0);
    sandbox = TestSandbox.start(data.resolve("sandbox"), 100);
    engine = new InProcessEngine();
    database = TestDatabase.start(data.resolve("postgres"));
    Map<String, String> variables =
        LocalSettings.variables(options, keys, database.url(), sandbox.url(), ports);
    application = LocalApplication.serve(engine, variables, configWithKeyOfCedar(options));
    url = URI.create("http://127.0.0.1:" + ports.application());
    Journeys journeys = new Journeys(new JsonClient(url, keys.operations()));
    journeys.post(TestOrders.order("audited", "Approve", 5101));
    journeys.awaitStage(JOURNEY, "APPROVED");
    delivery = sql("select delivery_id::text from webhook_delivery");
    pdf = sql("select digest from pdf_copy");
  }

  @AfterAll
  static void stop() throws Exception {
    application.close();
    engine.close();
    database.close();
    sandbox.close();
  }

  @Test
  void an_order_is_read_as_posted_and_leaves_its_line() throws Exception {
    HttpResponse<String> answer = read("/orders/juniper/audited/content", keys.care());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).at("/patient/email").asText())
        .isEqualTo("patient@example.org");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertLine("ORDER_CONTENT", "READ", "care");
    JsonClient backend = new JsonClient(url, keys.backend());
    assertThat(backend.post("/orders", answer.body().getBytes(UTF_8)).status()).isEqualTo(200);
  }

  @Test
  void an_invites_link_is_read_and_leaves_its_line() throws Exception {
    HttpResponse<String> answer = read("/journeys/" + JOURNEY + "/invite-link", keys.care());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).path("inviteLink").asText()).startsWith("https://");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertLine("INVITE_LINK", "READ", "care");
  }

  @Test
  void a_backend_reads_the_link_that_it_hands_over_and_leaves_its_line() throws Exception {
    HttpResponse<String> answer = read("/journeys/" + JOURNEY + "/invite-link", keys.backend());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).path("inviteLink").asText()).startsWith("https://");
    assertLine("INVITE_LINK", "READ", "backend");
  }

  @Test
  void a_deliverys_body_is_saved_never_shown_and_leaves_its_line() throws Exception {
    HttpResponse<String> answer = read("/webhook-deliveries/" + delivery + "/body", keys.care());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).path("exam_status").asText()).isEqualTo("Approved");
    assertThat(answer.headers().map())
        .containsEntry("Content-Type", List.of("application/octet-stream"))
        .containsEntry("X-Content-Type-Options", List.of("nosniff"))
        .containsEntry("Cache-Control", List.of("no-store"))
        .hasEntrySatisfying(
            "Content-Disposition", value -> assertThat(value.get(0)).startsWith("attachment"));
    assertLine("DELIVERY_BODY", "READ", "care");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORDER_CONTENT", "INVITE_LINK", "DELIVERY_BODY", "PDF_COPY"})
  void nothing_is_answered_when_the_access_cannot_be_logged(String endpoint) throws Exception {
    long lines = Long.parseLong(sql("select count(*) from access_log"));
    change("revoke insert on access_log from " + EmbeddedDatabase.APPLICATION);
    try {
      for (String key : List.of(keys.care(), keys.operations())) {
        HttpResponse<String> answer = read(path(endpoint), key);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
            .contains("a bug: report it to operations")
            .doesNotContain("example.org");
      }
    } finally {
      change("grant insert on access_log to " + EmbeddedDatabase.APPLICATION);
    }
    assertThat(sql("select count(*) from access_log")).isEqualTo(Long.toString(lines));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORDER_CONTENT", "INVITE_LINK", "DELIVERY_BODY", "PDF_COPY"})
  void a_wrong_role_is_refused_and_logged(String endpoint) throws Exception {
    HttpResponse<String> answer = read(path(endpoint), keys.operations());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("patient@example.org", "https:");
    assertLine(endpoint, "DENIED", "operations");
  }

  @Test
  void a_journey_whose_invite_is_unknown_has_no_link() throws Exception {
    sandbox.arm("error-500-after-success", 1);
    Journeys journeys = new Journeys(new JsonClient(url, keys.operations()));
    journeys.post(TestOrders.order("unsent", "Waiting", 5101));
    journeys.awaitStage("juniper:unsent:5101", "INVITE_UNKNOWN");
    HttpResponse<String> answer = read("/journeys/juniper:unsent:5101/invite-link", keys.care());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("whether the invite exists is unknown");
  }

  @Test
  void a_key_of_another_clinic_sees_neither_journey_nor_list_nor_alarm_nor_audit()
      throws Exception {
    JsonClient cedar = new JsonClient(url, CEDAR_KEY);

    assertThat(cedar.get("/journeys/" + JOURNEY).status()).isEqualTo(404);
    assertThat(cedar.get("/journeys/" + JOURNEY + "/audit").status()).isEqualTo(404);
    assertThat(cedar.get("/journeys/" + JOURNEY + "/pdf").status()).isEqualTo(404);
    assertThat(cedar.get("/journeys/" + JOURNEY + "/commands/c-1").status()).isEqualTo(404);
    assertThat(cedar.get("/orders/juniper/audited").status()).isEqualTo(404);
    assertThat(cedar.get("/journeys").body().path("journeys")).isEmpty();
    assertThat(cedar.get("/journeys?clinic=juniper").body().path("journeys")).isEmpty();
    assertThat(cedar.get("/alarms").body().path("alarms")).isEmpty();
    assertThat(cedar.post("/orders", TestOrders.order("other", "Approve", 5101)).status())
        .isEqualTo(403);
    assertThat(new JsonClient(url, keys.compliance()).get("/journeys").body().path("journeys"))
        .isNotEmpty();
  }

  @Test
  void an_audit_holds_in_the_record_and_as_a_file() throws Exception {
    JsonNode check =
        new JsonClient(url, keys.compliance()).get("/journeys/" + JOURNEY + "/audit/check").body();
    HttpResponse<String> answer = read("/journeys/" + JOURNEY + "/audit", keys.compliance());
    Path file = Files.writeString(data.resolve("audit.jsonl"), answer.body());
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThat(check.path("holds").asBoolean()).isTrue();
    assertThat(VerifyAuditCommand.check(file, new PrintStream(out, true, UTF_8))).isZero();
    assertThat(out.toString(UTF_8))
        .startsWith(JOURNEY + " holds: " + check.path("entries").asLong() + " entries, head ");
  }

  @Test
  void a_read_of_the_access_log_leaves_its_line() throws Exception {
    JsonClient compliance = new JsonClient(url, keys.compliance());
    compliance.get("/access-log?journey=" + JOURNEY).success();
    JsonNode lines = compliance.get("/access-log?limit=500").success().path("lines");
    JsonNode newest = lines.path(lines.size() - 1);
    assertThat(newest.path("endpoint").asText()).isEqualTo("ACCESS_LOG");
    assertThat(newest.path("journeyId").asText()).isEqualTo(JOURNEY);
    assertThat(newest.path("caller").asText()).isEqualTo("compliance");
  }

  @Test
  void the_report_of_a_patient_leaves_its_line() throws Exception {
    read("/journeys/" + JOURNEY + "/invite-link", keys.care());
    String path = "/patients/juniper/P-audited/access-report";
    JsonNode report = JSON.readTree(read(path, keys.compliance()).body());

    assertThat(report.at("/orders/0/orderId").asText()).isEqualTo("audited");
    assertThat(report.path("reads").toString()).contains("INVITE_LINK", "the patient asked");
    assertThat(report.toString()).doesNotContain("example.org");
    assertThat(read(path, keys.care()).statusCode()).isEqualTo(403);
    assertThat(read("/patients/juniper/P-none/access-report", keys.compliance()).statusCode())
        .isEqualTo(404);
    assertThat(
            sql(
                "select string_agg(outcome, ' ' order by access_id) from access_log"
                    + " where endpoint = 'ACCESS_REPORT'"))
        .isEqualTo("READ DENIED ABSENT");
  }

  /** The certificate's archive is tampered with in CertificateTest; this one is made alike. */
  @Test
  void an_export_of_a_period_holds_and_shows_what_was_changed() throws Exception {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    String path = "/export?period=" + today.substring(0, 7);
    Path file = data.resolve("export.zip");
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Authorization", "Bearer " + keys.compliance())
            .build();
    HttpClient.newHttpClient().send(request, BodyHandlers.ofFile(file));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThat(VerifyAuditCommand.check(file, new PrintStream(out, true, UTF_8)))
        .as(out.toString(UTF_8))
        .isZero();
    assertThat(out.toString(UTF_8)).startsWith("export " + today.substring(0, 7));
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Path journal = zip.getPath("journals/juniper/audited/5101.jsonl");
      assertThat(Files.readString(zip.getPath("deliveries.jsonl"))).contains(delivery);
      Files.writeString(journal, Files.readString(journal).replace("ORDERED", "ORDERES"));
    }
    assertThat(VerifyAuditCommand.check(file, new PrintStream(out, true, UTF_8))).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("journals/juniper/audited/5101.jsonl was changed");
    assertThat(read("/export?period=1999-01", keys.operations()).statusCode()).isEqualTo(403);
    assertThat(read("/export?period=yesterday", keys.compliance()).statusCode()).isEqualTo(400);
    assertThat(sql("select count(*) from access_log where endpoint = 'JOURNAL_EXPORT'"))
        .isEqualTo("1");
  }

  @Test
  void an_erased_patient_is_answered_410_and_the_journal_holds() throws Exception {
    JsonClient compliance = new JsonClient(url, keys.compliance());
    ObjectNode order = TestOrders.order("erased", "Approve", 5101);
    Journeys journeys = new Journeys(new JsonClient(url, keys.operations()));
    journeys.post(order);
    journeys.awaitStage("juniper:erased:5101", "APPROVED");
    await().atMost(Patience.USUAL).until(() -> sql(ERASED_WORK).equals("0"));
    String patient = "/patients/juniper/P-erased/";
    assertThat(post(compliance, patient + "erasure", "e-1").body().path("detail").asText())
        .contains("retention.afterClose");
    change(
        "update journey set updated_at = updated_at - interval '8 years'"
            + " where order_id = 'erased'");
    long hold = post(compliance, patient + "legal-hold", "h-1").success().path("holdId").asLong();
    assertThat(post(compliance, patient + "erasure", "e-2").status()).isEqualTo(409);
    post(compliance, "/legal-holds/" + hold + "/release", "h-2").success();
    JsonClient operations = new JsonClient(url, keys.operations());
    assertThat(post(operations, patient + "erasure", "e-3").status()).isEqualTo(403);

    String erasedAt =
        post(compliance, patient + "erasure", "e-3").success().path("erasedAt").asText();

    for (String path :
        List.of(
            "/orders/juniper/erased/content",
            "/journeys/juniper:erased:5101/invite-link",
            "/journeys/juniper:erased:5101/timeline",
            "/journeys/juniper:erased:5101/audit/notes")) {
      HttpResponse<String> answer = read(path, keys.care());
      assertThat(answer.statusCode()).as(path).isEqualTo(410);
      assertThat(answer.body()).contains("\"erased\"", erasedAt.substring(0, 19));
    }
    assertThat(operations.get("/orders/juniper/erased").status()).isEqualTo(410);
    assertThat(operations.post("/orders", order).status()).as("the same order").isEqualTo(410);
    assertThat(operations.get("/journeys/juniper:erased:5101").status()).isEqualTo(200);
    assertThat(
            compliance
                .get("/journeys/juniper:erased:5101/audit/check")
                .body()
                .path("holds")
                .asBoolean())
        .isTrue();
    assertThat(compliance.get("/erasures").body().at("/erasures/0/patientId").asText())
        .isEqualTo("P-erased");
  }

  @Test
  void a_stores_later_word_about_an_erased_order_is_not_kept_readable() throws Exception {
    TestStore store = new TestStore(url);
    store.send(WOO, "order.updated", "juniper", store(EARLIER)).success();
    change("update order_key set wrapped = null, destroyed_at = now() where order_id = 'woo-777'");

    JsonNode told = store.send(WOO, "order.updated", "juniper", store(LATER)).success();

    assertThat(told.path("outcome").asText()).isEqualTo("ERASED");
    assertThat(
            sql(
                "select string_agg(outcome || (body_key is null), ' ' order by id)"
                    + " from store_delivery"))
        .isEqualTo("ACCEPTEDfalse ERASEDtrue");
  }

  private static byte[] store(String changedAt) throws Exception {
    return TestStore.wooCommerce(777, "processing", changedAt).toString().getBytes(UTF_8);
  }

  private static JsonClient.Answer post(JsonClient caller, String path, String commandId)
      throws Exception {
    ObjectNode command = JSON.createObjectNode();
    return caller.post(path, command.put("commandId", commandId).put("reason", "on request"));
  }

  private static String path(String endpoint) {
    return switch (endpoint) {
      case "ORDER_CONTENT" -> "/orders/juniper/audited/content";
      case "INVITE_LINK" -> "/journeys/" + JOURNEY + "/invite-link";
      case "PDF_COPY" -> "/journeys/" + JOURNEY + "/pdf/" + pdf;
      default -> "/webhook-deliveries/" + delivery + "/body";
    };
  }

  private static HttpResponse<String> read(String path, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Authorization", "Bearer " + key)
            .header("X-Purpose", "the patient asked")
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString(UTF_8));
  }

  /** The newest line about the journey, as compliance reads it. */
  private static void assertLine(String endpoint, String outcome, String caller) throws Exception {
    JsonNode lines =
        new JsonClient(url, keys.compliance()).get("/access-log?journey=" + JOURNEY).body();
    JsonNode newest = lines.path("lines").path(lines.path("lines").size() - 1);
    assertThat(newest.path("endpoint").asText()).isEqualTo(endpoint);
    assertThat(newest.path("outcome").asText()).isEqualTo(outcome);
    assertThat(newest.path("caller").asText()).isEqualTo(caller);
    assertThat(newest.path("purpose").asText()).isEqualTo("the patient asked");
  }

  /** config.yml with one more key, that opens the clinic cedar alone. */
  private static Path configWithKeyOfCedar(LocalOptions options) throws Exception {
    Path file = LocalSettings.writeConfig(data, options, List.of());
    ObjectNode config = (ObjectNode) new YAMLMapper().readTree(file.toFile());
    ((ArrayNode) config.at("/access/keys"))
        .addObject()
        .put("name", "cedar-operator")
        .put("role", "OPERATIONS")
        .put("clinic", "cedar")
        .put("hash", LocalKeys.hash(CEDAR_KEY));
    ((ObjectNode) config.at("/clinics/juniper"))
        .set("stores", JSON.valueToTree(TestStore.configuration("juniper")));
    return Files.writeString(file, new YAMLMapper().writeValueAsString(config));
  }

  private static String sql(String query) throws Exception {
    try (Connection connection = owner();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void change(String statement) throws Exception {
    try (Connection connection = owner();
        Statement change = connection.createStatement()) {
      change.execute(statement);
    }
  }

  private static Connection owner() throws Exception {
    return DriverManager.getConnection(database.url(), EmbeddedDatabase.MIGRATOR, "");
  }
}
