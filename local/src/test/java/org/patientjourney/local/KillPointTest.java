package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine is killed with -9 while commits wait, one at each durable step: once as if none of
 * them had happened, once as if all had. Started again on the same folder it must go on: one invite
 * at the provider, one effect of each event, and no alarm.
 */
@SuppressWarnings("NullAway.Init") // set before each test
class KillPointTest {
  private static final EnumSet<KillPoint> ORDERING =
      EnumSet.range(KillPoint.ORDER_STORED, KillPoint.ANSWER_LEASED);

  /** Of the provider, by the point that it led to. */
  private final Map<KillPoint, Integer> events = new EnumMap<>(KillPoint.class);

  @TempDir private Path data;
  private Path config;
  private TestSandbox sandbox;
  private int port;

  @BeforeEach
  void startSandbox() throws IOException {
    sandbox = TestSandbox.start(data.resolve("sandbox"), 200);
    port = RealSystem.fourFreePorts();
    config =
        TestConfig.copy(
            data,
            Map.of(
                "/database/maximumConnections", 40,
                "/provider/callsPerSecond", 20,
                "/relay/threads", 8,
                "/relay/lease", "2s"));
  }

  @AfterEach
  void stopSandbox() {
    sandbox.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_journey_goes_on_wherever_the_kill_met_it(HeldCommits.Fate fate) throws Exception {
    try (EngineProcess first = start();
        HeldCommits commits = HeldCommits.ofEngine(data.resolve("engine"))) {
      park(EnumSet.complementOf(ORDERING), first);
      for (KillPoint point : KillPoint.values()) {
        point.holdIn(commits);
      }
      commits.lock(KillPoint.DELIVERY_SIGNALLED.journey());
      orderAndHoldTheAnswer(first);
      for (KillPoint point : KillPoint.values()) {
        approach(point, first);
        commits.awaitHeld(point.name());
      }
      first.kill();
      commits.end(fate, EmbeddedDatabase.APPLICATION);
    }

    try (EngineProcess engine = start()) {
      repeatWhatNobodyHeard(fate, engine);
      for (KillPoint point : KillPoint.values()) {
        assertWentOn(point, engine);
      }
      assertMeetingsWentOn(engine);
      assertThat(sandbox.calls()).isEqualTo(KillPoint.values().length + 1);
      assertThat(engine.operations().get("/alarms").body().path("alarms")).isEmpty();
    }
  }

  private EngineProcess start() throws IOException {
    return EngineProcess.start(
        config, data.resolve("engine"), port, sandbox.url(), "api,relay,worker");
  }

  private static ObjectNode order(KillPoint point) {
    return point == KillPoint.MEMBER_RECORDED
        ? TestOrders.order(point.orderId(), "Approve", 5101, 5102)
        : TestOrders.order(point.orderId(), "Approve", 5101);
  }

  private static void park(Set<KillPoint> points, EngineProcess engine) throws IOException {
    Journeys journeys = new Journeys(engine.operations());
    for (KillPoint point : points) {
      journeys.post(TestOrders.order(point.orderId(), "Waiting", 5101));
    }
    points.forEach(point -> journeys.awaitStage(point.journey(), "AWAITING_CONSULTATION"));
  }

  /** The provider has the invite, and its answer is on the way. */
  private void orderAndHoldTheAnswer(EngineProcess engine) throws IOException {
    sandbox.arm("hold-answer", 1);
    new Journeys(engine.operations())
        .post(TestOrders.order("answered", "Approve Reject", 5101, 5102));
    await().until(() -> sandbox.state().path("held_answers").asInt() == 1);
  }

  private void approach(KillPoint point, EngineProcess engine) throws IOException {
    if (ORDERING.contains(point)) {
      BackgroundCall.post(engine.operations(), "/orders", order(point));
    } else if (point == KillPoint.COMMAND_RECORDED) {
      BackgroundCall.post(engine.operations(), door(point, "hold"), command("c-1"));
    } else {
      events.put(point, decide(point));
    }
  }

  private void repeatWhatNobodyHeard(HeldCommits.Fate fate, EngineProcess engine)
      throws IOException {
    boolean stands = fate == HeldCommits.Fate.COMMITTED;
    int unheard = events.getOrDefault(KillPoint.DELIVERY_STORED, 0);
    assertThat(engine.operations().post("/orders", order(KillPoint.ORDER_STORED)).status())
        .isEqualTo(stands ? 200 : 201);
    assertThat(sandbox.deliver(unheard, 1)).containsExactly(200);
    KillPoint command = KillPoint.COMMAND_RECORDED;
    await()
        .until(
            () -> engine.operations().post(door(command, "hold"), command("c-1")).status() == 200);
    ObjectNode release = command("c-2").put("hold", "HELD_BY_PERSON");
    assertThat(engine.operations().post(door(command, "release"), release).status()).isEqualTo(200);
    decide(command);
    if (stands) {
      sendAgainWhatWasStartedAndNotCalled(engine);
    }
  }

  private int decide(KillPoint point) throws IOException {
    return sandbox.decide(sandbox.patientExam(point.journey(), 5101), "Approved");
  }

  /** Nobody but a person can know that the provider was never called. */
  private void sendAgainWhatWasStartedAndNotCalled(EngineProcess engine) throws IOException {
    KillPoint point = KillPoint.ATTEMPT_STARTED;
    new Journeys(engine.operations()).awaitStage(point.journey(), "INVITE_UNKNOWN");
    assertThat(sandbox.invites(point.journey())).as("never repeated by itself").isEmpty();
    ObjectNode again = command("c-1").put("resolution", "send-again");
    assertThat(engine.operations().post(door(point, "resolve-invite"), again).status())
        .isEqualTo(200);
  }

  private static String door(KillPoint point, String command) {
    return "/journeys/" + point.journey() + "/" + command;
  }

  private static ObjectNode command(String id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("commandId", id)
        .put("reason", "the test says so");
  }

  private void assertWentOn(KillPoint point, EngineProcess engine) throws IOException {
    Journeys journeys = new Journeys(engine.operations());
    journeys.awaitStage(point.journey(), "APPROVED");
    assertThat(sandbox.invites(point.journey())).as(point.name()).hasSize(1);
    assertThat(journeys.timeline(point.journey()))
        .as(point.name())
        .containsOnlyOnce("CONSULTATION_REPORTED", "CLOSED")
        .doesNotContain("REOPENED");
  }

  /** Of the answer that never arrived, the invite's token told. */
  private void assertMeetingsWentOn(EngineProcess engine) throws IOException {
    Journeys journeys = new Journeys(engine.operations());
    journeys.awaitStage("juniper:answered:5101", "APPROVED");
    journeys.awaitStage("juniper:answered:5102", "REJECTED");
    assertThat(journeys.timeline("juniper:answered:5101")).contains("INVITE_UNKNOWN");
    assertThat(sandbox.invites("juniper:answered:5101")).hasSize(1);
    journeys.awaitStage("juniper:member_recorded:5102", "APPROVED");
  }
}
