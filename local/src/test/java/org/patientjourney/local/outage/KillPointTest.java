package org.patientjourney.local.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.local.EngineProcess;
import org.patientjourney.local.Journeys;
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
 * The engine is killed with -9 while commits wait, two at each durable step: one as if it had never
 * happened, one as if its caller got no answer. Started again on the same folder it must go on: one
 * invite at the provider, one effect of each event, and no alarm.
 */
@Tag("endurance")
@SuppressWarnings("NullAway.Init") // set before the test
class KillPointTest {
  private static final EnumSet<KillPoint> ORDERING =
      EnumSet.range(KillPoint.ORDER_STORED, KillPoint.ANSWER_LEASED);

  /** In the order of the points, because some keep a relay's thread. */
  private static final List<Met> ALL =
      EnumSet.complementOf(EnumSet.of(KillPoint.DELIVERY_STORED)).stream()
          .flatMap(point -> Stream.of(new Met(point, Fate.LOST), new Met(point, Fate.COMMITTED)))
          .toList();

  @TempDir private Path data;
  private Path config;
  private TestSandbox sandbox;
  private int port;

  /** A commit that the kill meets. */
  private record Met(KillPoint point, Fate fate) {
    String name() {
      return point.orderId(fate);
    }

    String journey() {
      return point.journey(fate);
    }

    boolean is(KillPoint other) {
      return point == other;
    }
  }

  @BeforeEach
  void startSandbox() throws IOException {
    sandbox = TestSandbox.start(data.resolve("sandbox"), 200);
    port = RealSystem.fourFreePorts();
    config =
        TestConfig.copy(
            data,
            Map.of(
                "/database/maximumConnections", 80,
                "/provider/callsPerSecond", 50,
                "/relay/threads", 16,
                "/relay/lease", "2s"));
  }

  @AfterEach
  void stopSandbox() {
    sandbox.close();
  }

  @Test
  void a_journey_continues_after_a_kill_at_any_point() throws Exception {
    Path folder = data.resolve("engine");
    try (EngineProcess first =
            EngineProcess.start(config, folder, port, sandbox.url(), "api,relay,worker");
        HeldCommits commits = HeldCommits.ofEngine(folder)) {
      meetAll(first.operations(), commits);
      first.kill();
      commits.end(EmbeddedDatabase.APPLICATION);
    }

    try (TestEngine second = TestEngine.start(config, folder, port, sandbox.url())) {
      JsonClient client = second.operations();
      for (Fate fate : Fate.values()) {
        repeatWhatWasNotAnswered(fate, client);
      }
      sendAgainWhatWasStartedAndNotCalled(client);
      assertMeetingsWentOn(client);
      for (Met met : ALL) {
        assertWentOn(met, client);
      }
      assertThat(sandbox.calls()).isEqualTo(ALL.size() + 1);
      assertThat(client.get("/alarms").body().path("alarms")).isEmpty();
    }
  }

  /** One thread stores all deliveries, so that a kill meets one commit of them. */
  @ParameterizedTest
  @EnumSource
  void a_delivery_counts_once_wherever_the_kill_met_its_commit(Fate fate) throws Exception {
    Path folder = data.resolve("engine");
    Met stored = new Met(KillPoint.DELIVERY_STORED, fate);
    int event;
    try (EngineProcess first =
            EngineProcess.start(config, folder, port, sandbox.url(), "api,relay,worker");
        HeldCommits commits = HeldCommits.ofEngine(folder)) {
      Journeys journeys = new Journeys(first.operations());
      journeys.post(TestOrders.order(stored.name(), "Waiting", 5101));
      journeys.awaitStage(stored.journey(), "AWAITING_CONSULTATION");
      stored.point().holdIn(commits, fate);
      event = decide(stored.journey(), 5101);
      commits.awaitHeld(stored.name());
      first.kill();
      commits.end(EmbeddedDatabase.APPLICATION);
    }

    try (TestEngine second = TestEngine.start(config, folder, port, sandbox.url())) {
      assertThat(sandbox.deliver(event, 1)).containsExactly(200);
      assertWentOn(stored, second.operations());
    }
  }

  private void meetAll(JsonClient client, HeldCommits commits) throws IOException, SQLException {
    park(client);
    for (Met met : ALL) {
      met.point().holdIn(commits, met.fate());
    }
    orderAndHoldTheAnswer(client);
    for (Met met : ALL) {
      approach(met, client);
      commits.awaitHeld(met.name());
    }
  }

  /** The patient has a moment more where the exam must be undecided at the kill. */
  private static ObjectNode order(Met met) {
    if (met.is(KillPoint.ANSWER_TOLD) || met.is(KillPoint.ANSWER_LEASED)) {
      return TestOrders.order(met.name(), "Approve Approve", 5101, 5102);
    }
    return met.is(KillPoint.OTHER_RECORDED)
        ? TestOrders.order(met.name(), "Waiting", 5101, 5102)
        : TestOrders.order(met.name(), "Approve", 5101);
  }

  private static void park(JsonClient client) throws IOException {
    Journeys journeys = new Journeys(client);
    List<Met> parked = ALL.stream().filter(met -> !ORDERING.contains(met.point())).toList();
    for (Met met : parked) {
      journeys.post(TestOrders.order(met.name(), "Waiting", 5101));
    }
    parked.forEach(met -> journeys.awaitStage(met.journey(), "AWAITING_CONSULTATION"));
  }

  /** The provider has the invite, and its answer is on the way. */
  private void orderAndHoldTheAnswer(JsonClient client) throws IOException {
    sandbox.arm("hold-answer", 1);
    new Journeys(client).post(TestOrders.order("answered", "Approve Reject", 5101, 5102));
    await().until(() -> sandbox.state().path("held_answers").asInt() == 1);
  }

  private void approach(Met met, JsonClient client) throws IOException {
    if (ORDERING.contains(met.point())) {
      BackgroundCall.post(client, "/orders", order(met));
    } else if (met.is(KillPoint.COMMAND_RECORDED)) {
      BackgroundCall.post(client, commands(met), command("hold", "c-1"));
    } else {
      decide(met.journey(), 5101);
    }
  }

  private void repeatWhatWasNotAnswered(Fate fate, JsonClient client) throws IOException {
    assertThat(client.post("/orders", order(new Met(KillPoint.ORDER_STORED, fate))).status())
        .isEqualTo(fate == Fate.COMMITTED ? 200 : 201);
    Met held = new Met(KillPoint.COMMAND_RECORDED, fate);
    await().until(() -> client.post(commands(held), command("hold", "c-1")).status() == 200);
    ObjectNode release = command("release", "c-2").put("hold", "HELD_BY_PERSON");
    assertThat(client.post(commands(held), release).status()).isEqualTo(200);
    decide(held.journey(), 5101);
  }

  private int decide(String meeting, int exam) throws IOException {
    return sandbox.decide(sandbox.patientExam(meeting, exam), "Approved");
  }

  /** Only a person can know that the provider was never called. */
  private void sendAgainWhatWasStartedAndNotCalled(JsonClient client) throws IOException {
    Met started = new Met(KillPoint.ATTEMPT_STARTED, Fate.COMMITTED);
    new Journeys(client).awaitStage(started.journey(), "INVITE_UNKNOWN");
    assertThat(sandbox.invites(started.journey())).as("never repeated by itself").isEmpty();
    ObjectNode again = command("resolve-invite", "c-1").put("resolution", "send-again");
    assertThat(client.post(commands(started), again).status()).isEqualTo(200);
  }

  private static String commands(Met met) {
    return "/journeys/" + met.journey() + "/commands";
  }

  private static ObjectNode command(String command, String id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("command", command)
        .put("commandId", id)
        .put("reason", "the test says so");
  }

  private void assertWentOn(Met met, JsonClient client) throws IOException {
    Journeys journeys = new Journeys(client);
    journeys.awaitStage(met.journey(), "APPROVED");
    assertThat(sandbox.invites(met.journey())).as(met.name()).hasSize(1);
    assertThat(journeys.timeline(met.journey()))
        .as(met.name())
        .containsOnlyOnce("CONSULTATION_REPORTED", "CLOSED")
        .doesNotContain("REOPENED");
  }

  /**
   * Of the answer that never arrived, the invite's webhook reported. A journey whose exam is not
   * decided learns of its invite by the sender's answer alone, which is sent again.
   */
  private void assertMeetingsWentOn(JsonClient client) throws IOException {
    Journeys journeys = new Journeys(client);
    journeys.awaitStage("juniper:answered:5101", "APPROVED");
    journeys.awaitStage("juniper:answered:5102", "REJECTED");
    assertThat(journeys.timeline("juniper:answered:5101")).contains("INVITE_UNKNOWN");
    assertThat(sandbox.invites("juniper:answered:5101")).hasSize(1);
    for (Fate fate : Fate.values()) {
      String sender = KillPoint.OTHER_RECORDED.journey(fate);
      String other = sender.replace(":5101", ":5102");
      journeys.awaitStage(other, "AWAITING_CONSULTATION");
      decide(sender, 5101);
      decide(sender, 5102);
      journeys.awaitStage(other, "APPROVED");
    }
  }
}
