package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine is killed with -9 at a point that the test can see, started again on the same folder,
 * and must go on: one invite at the provider, one effect of each event.
 */
class KillPointTest {
  private static final String ALL = "api,relay,worker";
  private static final String JOURNEY = "juniper:killed:5101";

  @TempDir private Path data;
  private TestSandbox sandbox;
  private int port;

  @BeforeEach
  void startSandbox() throws IOException {
    sandbox = TestSandbox.start(data.resolve("sandbox"), 200);
    port = Ports.at(0).application();
  }

  @AfterEach
  void stopSandbox() {
    sandbox.close();
  }

  @Test
  void killed_after_the_order_was_stored_and_before_its_journey_was_started() throws Exception {
    EngineProcess doors = start("api");
    new Journeys(doors.operations()).post(TestOrders.order("killed", "Approve", 5101));
    doors.kill();
    assertThat(sandbox.calls()).isZero();

    try (EngineProcess engine = start(ALL)) {
      new Journeys(engine.operations()).awaitStage(JOURNEY, "APPROVED");
      assertThat(sandbox.invites(JOURNEY)).hasSize(1);
    }
  }

  @Test
  void killed_after_the_provider_answered_and_before_that_was_recorded() throws Exception {
    sandbox.arm("hold-answer", 1);
    EngineProcess first = start(ALL);
    new Journeys(first.operations()).post(TestOrders.order("killed", "Approve Reject", 5101, 5102));
    await().until(() -> sandbox.state().path("held_answers").asInt() == 1);
    first.kill();

    try (EngineProcess engine = start(ALL)) {
      Journeys journeys = new Journeys(engine.operations());
      journeys.awaitStage(JOURNEY, "APPROVED");
      journeys.awaitStage("juniper:killed:5102", "REJECTED");
      assertThat(journeys.timeline(JOURNEY)).contains("INVITE_UNKNOWN");
      assertThat(sandbox.invites(JOURNEY)).hasSize(1);
      assertThat(sandbox.calls()).as("the attempt was never called again").isEqualTo(1);
    }
  }

  @Test
  void killed_after_a_delivery_was_signalled_and_before_it_was_applied() throws Exception {
    EngineProcess first = start(ALL);
    Journeys before = new Journeys(first.operations());
    before.post(TestOrders.order("killed", "Waiting", 5101));
    before.awaitStage(JOURNEY, "AWAITING_CONSULTATION");
    first.kill();

    EngineProcess withoutWorker = start("api,relay");
    int event = sandbox.decide(sandbox.patientExam(JOURNEY, 5101), "Approved");
    await().until(() -> sandbox.deliver(event, 1).get(0) == 200);
    await().until(() -> deliveriesIn("SIGNALLED") > 0);
    String startsInVain =
        "select count(*) from outbox where kind = 'START' and attempts > 1 and done_at is null";
    await("a start that no run has claimed is tried again").until(() -> count(startsInVain) == 1);
    withoutWorker.kill();

    try (EngineProcess engine = start(ALL)) {
      Journeys journeys = new Journeys(engine.operations());
      journeys.awaitStage(JOURNEY, "APPROVED");
      assertThat(journeys.count(JOURNEY, "CONSULTATION_REPORTED")).isEqualTo(1);
      await().atMost(Duration.ofSeconds(20)).until(() -> deliveriesIn("SIGNALLED") == 0);
      assertThat(sandbox.invites(JOURNEY)).hasSize(1);
    }
  }

  @Test
  void killed_after_the_members_were_told_and_before_they_had_recorded_it() throws Exception {
    EngineProcess first = start(ALL);
    Journeys before = new Journeys(first.operations());
    before.post(TestOrders.order("killed", "Waiting", 5101, 5102));
    before.awaitStage(JOURNEY, "AWAITING_CONSULTATION");
    before.awaitStage("juniper:killed:5102", "AWAITING_CONSULTATION");
    first.kill();
    forgetThatTheMemberHeard();

    try (EngineProcess engine = start(ALL)) {
      Journeys journeys = new Journeys(engine.operations());
      journeys.awaitStage("juniper:killed:5102", "AWAITING_CONSULTATION");
      assertThat(sandbox.calls()).isEqualTo(1);
    }
  }

  @Test
  void a_killed_engine_goes_on_with_journeys_that_were_waiting() throws Exception {
    EngineProcess first = start(ALL);
    Journeys before = new Journeys(first.operations());
    for (int i = 0; i < 20; i++) {
      before.post(TestOrders.order("waiting-" + i, "Waiting", 5101));
    }
    for (int i = 0; i < 20; i++) {
      before.awaitStage("juniper:waiting-" + i + ":5101", "AWAITING_CONSULTATION");
    }
    first.kill();

    try (EngineProcess engine = start(ALL)) {
      Journeys journeys = new Journeys(engine.operations());
      for (int i = 0; i < 20; i++) {
        String journey = "juniper:waiting-" + i + ":5101";
        sandbox.decide(sandbox.patientExam(journey, 5101), "Rejected");
      }
      for (int i = 0; i < 20; i++) {
        journeys.awaitStage("juniper:waiting-" + i + ":5101", "REJECTED");
      }
      assertThat(sandbox.calls()).isEqualTo(20);
    }
  }

  private EngineProcess start(String roles) throws IOException {
    return EngineProcess.start(data.resolve("engine"), port, sandbox.url(), roles);
  }

  private long deliveriesIn(String state) throws SQLException, IOException {
    return count("select count(*) from webhook_delivery where state = '" + state + "'");
  }

  /** Puts the member's row back to where it stood before it had recorded what it was told. */
  private void forgetThatTheMemberHeard() throws Exception {
    try (EmbeddedDatabase database = new EmbeddedDatabase(data.resolve("engine/postgres"));
        Connection connection =
            DriverManager.getConnection(database.url(), EmbeddedDatabase.MIGRATOR, "");
        Statement statement = connection.createStatement()) {
      int rows =
          statement.executeUpdate(
              """
              update journey set revision = 0, invite = 'NOT_SENT', stage = 'ORDERED',
                snapshot = (snapshot || '{"revision": 0, "attempts": [], "applied": []}')
                  || jsonb_build_object('facets', snapshot->'facets' || '{"invite": "NOT_SENT"}')
              where journey_id = 'juniper:killed:5102'
              """);
      assertThat(rows).isEqualTo(1);
    }
  }

  private long count(String sql) throws SQLException, IOException {
    try (Connection connection =
            DriverManager.getConnection(runningDatabase(), EmbeddedDatabase.APPLICATION, "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Where the running engine's PostgreSQL listens: line 4 of its pid file. */
  private String runningDatabase() throws IOException {
    Path pidFile = data.resolve("engine/postgres/postmaster.pid");
    String port = Files.readAllLines(pidFile).get(3).strip();
    return "jdbc:postgresql://127.0.0.1:" + port + "/journey";
  }
}
