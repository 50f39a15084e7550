package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine is killed with -9 while an incident is resolved, and resolves it all the same. */
@SuppressWarnings("NullAway.Init") // set before each test
class IncidentKillTest {
  private static final List<String> ORDERS = List.of("held-1", "held-2", "held-3");

  @TempDir private Path data;
  private Path config;
  private TestSandbox sandbox;
  private int port;

  @BeforeEach
  void startSandbox() throws IOException {
    sandbox = TestSandbox.start(data.resolve("sandbox"), 200);
    port = RealSystem.fourFreePorts();
    config = TestConfig.copy(data, Map.of("/provider/callsPerSecond", 20, "/relay/lease", "2s"));
  }

  @AfterEach
  void stopSandbox() {
    sandbox.close();
  }

  @ParameterizedTest
  @EnumSource
  void an_incident_half_resolved_releases_every_journey_once(HeldCommits.Fate fate)
      throws Exception {
    String door;
    try (EngineProcess first = start();
        HeldCommits commits = HeldCommits.ofEngine(data.resolve("engine"))) {
      door = holdAll(first);
      sandbox.arm("hold-answer", 1);
      commits.hold("probing", "incident", "update", "new.status = 'PROBING'");
      BackgroundCall.post(first.operations(), door + "/resolve", resolve());
      commits.awaitHeld("probing");
      first.kill();
      commits.end(fate, EmbeddedDatabase.APPLICATION);
    }

    try (EngineProcess second = start();
        HeldCommits commits = HeldCommits.ofEngine(data.resolve("engine"))) {
      commits.hold("resolved", "incident", "update", "new.status = 'RESOLVED'");
      assertThat(second.operations().post(door + "/resolve", resolve()).status()).isEqualTo(202);
      await().until(() -> sandbox.state().path("held_answers").asInt() == 1);
      sandbox.release();
      commits.awaitHeld("resolved");
      second.kill();
      commits.end(fate, EmbeddedDatabase.APPLICATION);
    }

    try (EngineProcess third = start()) {
      Journeys journeys = new Journeys(third.operations());
      for (String order : ORDERS) {
        await(order).until(() -> sandbox.invites(journey(order)).size() == 1);
      }
      for (String order : ORDERS) {
        sandbox.decide(sandbox.patientExam(journey(order), 5101), "Approved");
        journeys.awaitStage(journey(order), "APPROVED");
        assertThat(sandbox.invites(journey(order))).hasSize(1);
      }
      assertThat(third.operations().get(door).body().path("status").asText()).isEqualTo("RESOLVED");
      assertThat(third.operations().get("/alarms").body().path("alarms").findValuesAsText("kind"))
          .containsExactly("INCIDENT_OPEN");
    }
  }

  /** Returns the incident's door, once it holds every journey and its cause is gone. */
  private String holdAll(EngineProcess engine) throws IOException {
    Journeys journeys = new Journeys(engine.operations());
    signAgreements(false);
    for (String order : ORDERS) {
      journeys.post(TestOrders.order(order, "Waiting", 5101));
      journeys.awaitHold(journey(order), "AGREEMENTS_UNSIGNED");
    }
    signAgreements(true);
    JsonNode incidents = engine.operations().get("/incidents").body().path("incidents");
    assertThat(incidents).hasSize(1);
    assertThat(incidents.get(0).path("held").asInt()).isEqualTo(ORDERS.size());
    return incidents.get(0).path("href").asText();
  }

  private void signAgreements(boolean signed) throws IOException {
    ObjectNode account = JsonNodeFactory.instance.objectNode().put("agreements_signed", signed);
    assertThat(new JsonDoor(sandbox.url(), "").post("/sandbox/accounts/juniper", account).status())
        .isEqualTo(200);
  }

  private EngineProcess start() throws IOException {
    return EngineProcess.start(
        config, data.resolve("engine"), port, sandbox.url(), "api,relay,worker");
  }

  private static String journey(String order) {
    return "juniper:" + order + ":5101";
  }

  private static ObjectNode resolve() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("commandId", "c-1")
        .put("reason", "the agreements are signed");
  }
}
