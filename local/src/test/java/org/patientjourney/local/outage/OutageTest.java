package org.patientjourney.local.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.app.worker.Engine;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.RawHttp;
import org.patientjourney.local.TestDatabase;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.fault.CuttableLine;
import org.patientjourney.local.fault.PortBoundTemporal;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.local.system.LocalApplication;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSettings;

/** The engine while PostgreSQL or Temporal is away, and after it came back: without a restart. */
@Tag("endurance")
@SuppressWarnings("NullAway.Init") // set before the tests
class OutageTest {
  @TempDir private static Path data;
  private static TestSandbox sandbox;
  private static EmbeddedDatabase database;
  private static CuttableLine toDatabase;
  private static PortBoundTemporal temporal;
  private static LocalApplication application;
  private static JsonClient client;
  private static JsonClient admin;
  private static URI url;
  private static Journeys journeys;

  @BeforeAll
  static void start() throws Exception {
    sandbox = TestSandbox.start(data.resolve("sandbox"), 200);
    database = TestDatabase.start(data.resolve("engine/postgres"));
    toDatabase = new CuttableLine(URI.create(database.url().substring("jdbc:".length())).getPort());
    temporal = new PortBoundTemporal();
    application = serve(temporal);
  }

  @AfterAll
  static void stop() throws Exception {
    application.close();
    temporal.close();
    toDatabase.close();
    database.close();
    sandbox.close();
  }

  @Test
  void without_postgresql_endpoints_answer_503_and_serve_again_when_it_is_back() throws Exception {
    journeys.post(TestOrders.order("before", "Waiting", 5101));
    journeys.awaitStage("juniper:before:5101", "AWAITING_CONSULTATION");
    String webhook = sandbox.webhook("juniper:before:5101").getPath();

    toDatabase.cut();
    assertThat(client.post("/orders", TestOrders.order("during", "Approve", 5101)).status())
        .isEqualTo(503);
    assertThat(client.get("/journeys/juniper:before:5101").status()).isEqualTo(503);
    assertThat(client.post(webhook, new byte[] {'{', '}'}).status()).isEqualTo(503);

    assertThat(admin.get("/ready").status()).isEqualTo(500);
    assertThat(admin.get("/healthcheck").body().at("/postgresql/message").asText())
        .contains("PostgreSQL does not answer (", "start it, or correct database.url");
    awaitLogged("SQLTransientConnectionException");

    toDatabase.mend();
    await()
        .until(
            () ->
                client.post("/orders", TestOrders.order("after", "Approve", 5101)).status() < 300);
    journeys.awaitStage("juniper:after:5101", "APPROVED");
    assertThat(client.get("/journeys/juniper:during:5101").status())
        .as("a refused order left nothing behind")
        .isEqualTo(404);
    sandbox.decide(sandbox.patientExam("juniper:before:5101", 5101), "Approved");
    journeys.awaitStage("juniper:before:5101", "APPROVED");
  }

  @Test
  void dead_pooled_connections_fail_no_request() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(client.get("/journeys").status()).isEqualTo(200);
      sql(
          "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
              + " where application_name = 'patient-journey'");
      assertThat(client.get("/journeys").status()).isEqualTo(200);
    }
  }

  @Test
  void a_standby_answers_503_until_a_primary_is_there() throws Exception {
    journeys.post(TestOrders.order("primary", "Waiting", 5101));
    journeys.awaitStage("juniper:primary:5101", "AWAITING_CONSULTATION");
    String webhook = sandbox.webhook("juniper:primary:5101").getPath();
    String role = EmbeddedDatabase.APPLICATION;

    sql("alter role " + role + " set default_transaction_read_only = on");
    sql(
        "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
            + " where application_name = 'patient-journey'");
    RawHttp.Answer refused = new RawHttp(url).post(webhook, "", new byte[] {'{', '}'});
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.head()).contains("Retry-After: 5");
    assertThat(client.post("/orders", TestOrders.order("standby", "Waiting", 5101)).status())
        .isEqualTo(503);

    sql("alter role " + role + " reset default_transaction_read_only");
    await("every read-only connection to be replaced")
        .until(
            () ->
                client.post("/orders", TestOrders.order("standby", "Waiting", 5101)).status()
                    == 201);
    sandbox.decide(sandbox.patientExam("juniper:primary:5101", 5101), "Approved");
    journeys.awaitStage("juniper:primary:5101", "APPROVED");
  }

  private static void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url(), "postgres", "");
        Statement executed = connection.createStatement()) {
      executed.execute(statement);
    }
  }

  @Test
  void without_temporal_orders_and_webhooks_are_accepted_and_go_on_later() throws Exception {
    journeys.post(TestOrders.order("parked", "Waiting", 5101));
    journeys.awaitStage("juniper:parked:5101", "AWAITING_CONSULTATION");
    Operator operator = new Operator(client);
    operator.expect("juniper:parked:5101", "hold", "c-hold");
    assertThat(operator.release("juniper:parked:5101", "HELD_BY_PERSON", "c-go").status())
        .isEqualTo(200);
    assertThat(runsToAsk()).as("both commands had an answer").isZero();

    temporal.line().cut();
    journeys.post(TestOrders.order("accepted", "Approve", 5101));
    int event = sandbox.decide(sandbox.patientExam("juniper:parked:5101", 5101), "Approved");
    assertThat(sandbox.deliver(event, 1)).containsExactly(200);
    assertThat(
            client
                .post(
                    "/journeys/juniper:parked:5101/commands",
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("command", "close")
                        .put("commandId", "c-1")
                        .put("reason", "the test says so"))
                .status())
        .isEqualTo(503);
    assertThat(journeys.get("juniper:accepted:5101").path("stage").asText()).isEqualTo("ORDERED");
    JsonClient.Answer order = client.post("/orders/juniper/parked/cancel", Operator.words("c-2"));
    assertThat(order.status()).isEqualTo(503);
    assertThat(order.body().at("/journeys/0/status").asInt())
        .as("reported for each")
        .isEqualTo(503);

    assertThat(runsToAsk()).as("what the run has recorded of these is not known").isEqualTo(2);

    JsonClient.Answer health = admin.get("/healthcheck");
    assertThat(health.status()).isEqualTo(500);
    assertThat(health.body().at("/temporal/message").asText())
        .contains("does not answer (UNAVAILABLE", "start it, or correct TEMPORAL_ADDRESS");
    assertThat(health.body().at("/postgresql/healthy").asBoolean()).isTrue();
    assertThat(admin.get("/ready").status()).as("orders and webhooks are taken").isEqualTo(200);
    awaitLogged("does not answer (UNAVAILABLE");

    temporal.line().mend();
    journeys.awaitStage("juniper:parked:5101", "APPROVED");
    journeys.awaitStage("juniper:accepted:5101", "APPROVED");
    await().until(() -> admin.get("/healthcheck").status() == 200);
    assertThat(admin.get("/healthcheck").body().fieldNames())
        .toIterable()
        .contains("postgresql", "migrations", "temporal");
    assertThat(sandbox.invites("juniper:accepted:5101")).hasSize(1);
    awaitLogged("Temporal is ready again: journeys go on");
    assertThat(log()).as("the SDK's stack traces of each poll").doesNotContain("BasePoller");
  }

  private static int runsToAsk() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url(), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from outbox where kind = 'COMPARE' and done_at is null")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void awaitLogged(String text) {
    await("a line of the log: " + text).until(() -> log().contains(text));
  }

  private static String log() throws IOException {
    return Files.readString(data.resolve("engine/journey.log"));
  }

  private static LocalApplication serve(Engine engine) throws Exception {
    Path folder = data.resolve("engine");
    LocalOptions options =
        LocalOptions.parse(List.of("up", "--data", folder.toString(), "--port", "0"));
    LocalKeys keys = LocalKeys.in(folder);
    Ports ports = Ports.at(0);
    Map<String, String> variables =
        LocalSettings.variables(
            options,
            keys,
            "jdbc:postgresql://127.0.0.1:" + toDatabase.port() + "/journey",
            sandbox.url(),
            ports);
    Path config = LocalSettings.writeConfig(folder, options, List.of());
    LocalApplication serving = LocalApplication.serve(engine, variables, config);
    url = URI.create("http://127.0.0.1:" + ports.application());
    client = new JsonClient(url, keys.operations());
    admin = new JsonClient(URI.create("http://127.0.0.1:" + ports.admin()), "");
    journeys = new Journeys(client);
    return serving;
  }
}
