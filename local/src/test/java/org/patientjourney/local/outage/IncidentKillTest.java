package org.patientjourney.local.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.EngineProcess;
import org.patientjourney.local.Incidents;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.TestConfig;
import org.patientjourney.local.TestEngine;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.fault.HeldCommits;
import org.patientjourney.local.fault.HeldCommits.Fate;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.EmbeddedDatabase;

/**
 * The engine is killed with -9 while incidents are resolved, and resolves them all the same. Each
 * fate of the commits that a kill meets has an incident of its own, of a clinic of that name.
 */
@Tag("endurance")
@SuppressWarnings("NullAway.Init") // set before the test
class IncidentKillTest {
  private static final List<String> ORDERS = List.of("held-1", "held-2", "held-3");
  private static final List<String> CLINICS =
      Stream.of(Fate.values()).map(IncidentKillTest::clinic).toList();

  @TempDir private Path data;
  private Path config;
  private TestSandbox sandbox;
  private int port;

  @BeforeEach
  void startSandbox() throws IOException {
    sandbox = TestSandbox.start(data.resolve("sandbox"), 200, CLINICS);
    port = RealSystem.fourFreePorts();
    config = TestConfig.copy(data, Map.of("/provider/callsPerSecond", 20, "/relay/lease", "2s"));
    TestConfig.addClinics(config, CLINICS);
  }

  @AfterEach
  void stopSandbox() {
    sandbox.close();
  }

  @Test
  void an_incident_half_resolved_releases_every_journey_once() throws Exception {
    Path folder = data.resolve("engine");
    try (EngineProcess first = start(folder);
        HeldCommits commits = HeldCommits.ofEngine(folder)) {
      for (String clinic : CLINICS) {
        holdAll(clinic, first.operations());
        sandbox.arm("hold-answer", clinic);
      }
      holdCommits(commits, "PROBING");
      for (String clinic : CLINICS) {
        String incident = new Incidents(first.operations()).href(clinic);
        BackgroundCall.post(first.operations(), incident + "/resolve", Operator.words("c-1"));
        commits.awaitHeld(clinic);
      }
      first.kill();
      commits.end(EmbeddedDatabase.APPLICATION);
    }

    try (EngineProcess second = start(folder);
        HeldCommits commits = HeldCommits.ofEngine(folder)) {
      holdCommits(commits, "RESOLVED");
      for (String clinic : CLINICS) {
        new Incidents(second.operations()).resolve(clinic, "c-1");
      }
      await().until(() -> sandbox.state().path("held_answers").asInt() == CLINICS.size());
      sandbox.release();
      CLINICS.forEach(commits::awaitHeld);
      second.kill();
      commits.end(EmbeddedDatabase.APPLICATION);
    }

    try (TestEngine third = TestEngine.start(config, folder, port, sandbox.url())) {
      for (String clinic : CLINICS) {
        assertAllWentOn(clinic, third.operations());
      }
      assertThat(alarms(third.operations(), "/alarms")).isEmpty();
      assertThat(alarms(third.operations(), "/alarms?open=false"))
          .containsExactly("INCIDENT_OPEN", "INCIDENT_OPEN");
    }
  }

  /** Returns once the clinic's incident holds every journey and its cause is gone. */
  private void holdAll(String clinic, JsonClient client) throws IOException {
    Journeys journeys = new Journeys(client);
    sandbox.putOutOfOrder(clinic, "agreements_signed");
    for (String order : ORDERS) {
      journeys.post(TestOrders.order(clinic, order, "Waiting", 5101));
      journeys.awaitHold(journey(clinic, order), "AGREEMENTS_UNSIGNED");
    }
    sandbox.putInOrder(clinic);
    assertThat(new Incidents(client).of(clinic).path("held").asInt()).isEqualTo(ORDERS.size());
  }

  private static void holdCommits(HeldCommits commits, String status) throws SQLException {
    for (Fate fate : Fate.values()) {
      commits.hold(
          clinic(fate),
          fate,
          "incident",
          "update",
          "new.clinic = '%s' and new.status = '%s'".formatted(clinic(fate), status));
    }
  }

  private void assertAllWentOn(String clinic, JsonClient client) throws IOException {
    Journeys journeys = new Journeys(client);
    for (String order : ORDERS) {
      await(order).until(() -> sandbox.invites(journey(clinic, order)).size() == 1);
    }
    for (String order : ORDERS) {
      String journey = journey(clinic, order);
      sandbox.decide(sandbox.patientExam(journey, 5101), "Approved");
      journeys.awaitStage(journey, "APPROVED");
      assertThat(sandbox.invites(journey)).hasSize(1);
    }
    assertThat(new Incidents(client).of(clinic).path("status").asText()).isEqualTo("RESOLVED");
  }

  private static List<String> alarms(JsonClient client, String path) throws IOException {
    return client.get(path).body().path("alarms").findValuesAsText("kind");
  }

  private EngineProcess start(Path folder) throws IOException {
    return EngineProcess.start(config, folder, port, sandbox.url(), "api,relay,worker");
  }

  private static String clinic(Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT);
  }

  private static String journey(String clinic, String order) {
    return clinic + ":" + order + ":5101";
  }
}
