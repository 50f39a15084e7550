package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.HeldCommits.Fate;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.EmbeddedDatabase;

/**
 * The engine is killed with -9 while commits wait, two at each durable step: one as if it had never
 * happened, one as if nobody was told that it did. Started again on the same folder it must go on:
 * one invite at the provider, one effect of each event, and no alarm.
 */
@Tag("endurance")
@SuppressWarnings("NullAway.Init") // set before the test
class KillPointTest {
  private static final EnumSet<KillPoint> ORDERING =
      EnumSet.range(KillPoint.ORDER_STORED, KillPoint.ANSWER_LEASED);

  /** In the order of the points, because some keep a relay's thread. */
  private static final List<Met> ALL =
      Arrays.stream(KillPoint.values())
          .flatMap(point -> Stream.of(new Met(point, Fate.LOST), new Met(point, Fate.COMMITTED)))
          .toList();

  /** Of the provider, of what nobody has heard, by its fate. */
  private final Map<Fate, Integer> unheard = new EnumMap<>(Fate.class);

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
  void a_journey_goes_on_wherever_the_kill_met_it() throws Exception {
    Path folder = data.resolve("engine");
    try (EngineProcess first =
            EngineProcess.start(config, folder, port, sandbox.url(), "api,relay,worker");
        HeldCommits commits = HeldCommits.ofEngine(folder)) {
      meetAll(first.operations(), commits);
      first.kill();
      commits.end(EmbeddedDatabase.APPLICATION);
    }

    try (TestEngine second = TestEngine.start(config, folder, port, sandbox.url())) {
      JsonClient door = second.operations();
      for (Fate fate : Fate.values()) {
        repeatWhatNobodyHeard(fate, door);
      }
      sendAgainWhatWasStartedAndNotCalled(door);
      assertMeetingsWentOn(door);
      for (Met met : ALL) {
        assertWentOn(met, door);
      }
      assertThat(sandbox.calls()).isEqualTo(ALL.size() + 1);
      assertThat(door.get("/alarms").body().path("alarms")).isEmpty();
    }
  }

  private void meetAll(JsonClient door, HeldCommits commits) throws IOException, SQLException {
    park(door);
    for (Met met : ALL) {
      met.point().holdIn(commits, met.fate());
    }
    for (Fate fate : Fate.values()) {
      commits.lock(KillPoint.DELIVERY_SIGNALLED.journey(fate));
    }
    orderAndHoldTheAnswer(door);
    for (Met met : ALL) {
      approach(met, door);
      commits.awaitHeld(met.name());
    }
  }

  /** The patient has a moment more where the exam must be undecided at the kill. */
  private static ObjectNode order(Met met) {
    return met.is(KillPoint.MEMBER_RECORDED)
        ? TestOrders.order(met.name(), "Waiting", 5101, 5102)
        : TestOrders.order(met.name(), "Approve", 5101);
  }

  private static void park(JsonClient door) throws IOException {
    Journeys journeys = new Journeys(door);
    List<Met> parked = ALL.stream().filter(met -> !ORDERING.contains(met.point())).toList();
    for (Met met : parked) {
      journeys.post(TestOrders.order(met.name(), "Waiting", 5101));
    }
    parked.forEach(met -> journeys.awaitStage(met.journey(), "AWAITING_CONSULTATION"));
  }

  /** The provider has the invite, and its answer is on the way. */
  private void orderAndHoldTheAnswer(JsonClient door) throws IOException {
    sandbox.arm("hold-answer", 1);
    new Journeys(door).post(TestOrders.order("answered", "Approve Reject", 5101, 5102));
    await().until(() -> sandbox.state().path("held_answers").asInt() == 1);
  }

  private void approach(Met met, JsonClient door) throws IOException {
    if (ORDERING.contains(met.point())) {
      BackgroundCall.post(door, "/orders", order(met));
    } else if (met.is(KillPoint.COMMAND_RECORDED)) {
      BackgroundCall.post(door, commands(met), command("hold", "c-1"));
    } else {
      int event = decide(met.journey(), 5101);
      if (met.is(KillPoint.DELIVERY_STORED)) {
        unheard.put(met.fate(), event);
      }
    }
  }

  private void repeatWhatNobodyHeard(Fate fate, JsonClient door) throws IOException {
    assertThat(door.post("/orders", order(new Met(KillPoint.ORDER_STORED, fate))).status())
        .isEqualTo(fate == Fate.COMMITTED ? 200 : 201);
    assertThat(sandbox.deliver(unheard.getOrDefault(fate, 0), 1)).containsExactly(200);
    Met held = new Met(KillPoint.COMMAND_RECORDED, fate);
    await().until(() -> door.post(commands(held), command("hold", "c-1")).status() == 200);
    ObjectNode release = command("release", "c-2").put("hold", "HELD_BY_PERSON");
    assertThat(door.post(commands(held), release).status()).isEqualTo(200);
    decide(held.journey(), 5101);
  }

  private int decide(String meeting, int exam) throws IOException {
    return sandbox.decide(sandbox.patientExam(meeting, exam), "Approved");
  }

  /** Nobody but a person can know that the provider was never called. */
  private void sendAgainWhatWasStartedAndNotCalled(JsonClient door) throws IOException {
    Met started = new Met(KillPoint.ATTEMPT_STARTED, Fate.COMMITTED);
    new Journeys(door).awaitStage(started.journey(), "INVITE_UNKNOWN");
    assertThat(sandbox.invites(started.journey())).as("never repeated by itself").isEmpty();
    ObjectNode again = command("resolve-invite", "c-1").put("resolution", "send-again");
    assertThat(door.post(commands(started), again).status()).isEqualTo(200);
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

  private void assertWentOn(Met met, JsonClient door) throws IOException {
    Journeys journeys = new Journeys(door);
    journeys.awaitStage(met.journey(), "APPROVED");
    assertThat(sandbox.invites(met.journey())).as(met.name()).hasSize(1);
    assertThat(journeys.timeline(met.journey()))
        .as(met.name())
        .containsOnlyOnce("CONSULTATION_REPORTED", "CLOSED")
        .doesNotContain("REOPENED");
  }

  /**
   * Of the answer that never arrived, the invite's token told. A member whose exam nobody has
   * decided hears of its invite by the leader's answer alone, which is told again.
   */
  private void assertMeetingsWentOn(JsonClient door) throws IOException {
    Journeys journeys = new Journeys(door);
    journeys.awaitStage("juniper:answered:5101", "APPROVED");
    journeys.awaitStage("juniper:answered:5102", "REJECTED");
    assertThat(journeys.timeline("juniper:answered:5101")).contains("INVITE_UNKNOWN");
    assertThat(sandbox.invites("juniper:answered:5101")).hasSize(1);
    for (Fate fate : Fate.values()) {
      String leader = KillPoint.MEMBER_RECORDED.journey(fate);
      String member = leader.replace(":5101", ":5102");
      journeys.awaitStage(member, "AWAITING_CONSULTATION");
      decide(leader, 5101);
      decide(leader, 5102);
      journeys.awaitStage(member, "APPROVED");
    }
  }
}
