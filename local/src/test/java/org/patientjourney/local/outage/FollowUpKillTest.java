package org.patientjourney.local.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.EngineProcess;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.TestConfig;
import org.patientjourney.local.TestEngine;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.fault.HeldCommits;
import org.patientjourney.local.fault.HeldCommits.Fate;
import org.patientjourney.local.system.EmbeddedDatabase;

/**
 * One kill meets the commits in which a duty is opened, a prescription and a parcel are kept, two
 * each: one as if it had never happened, one as if its caller got no answer.
 */
@Tag("endurance")
class FollowUpKillTest {
  private static final List<Met> ALL =
      Arrays.stream(Play.values())
          .flatMap(play -> Stream.of(new Met(play, Fate.LOST), new Met(play, Fate.COMMITTED)))
          .toList();

  @TempDir private Path data;

  @Test
  void everything_is_kept_once_and_the_follow_up_is_owed_once() throws Exception {
    Path config =
        TestConfig.copy(
            data,
            Map.of(
                "/database/maximumConnections", 40,
                "/provider/callsPerSecond", 50,
                "/relay/lease", "2s"));
    Path folder = data.resolve("engine");
    int port = RealSystem.fourFreePorts();
    try (TestSandbox sandbox = TestSandbox.start(data.resolve("sandbox"), 100)) {
      try (EngineProcess first =
              EngineProcess.start(config, folder, port, sandbox.url(), "api,relay,worker");
          HeldCommits commits = HeldCommits.ofEngine(folder)) {
        meetAll(new Journeys(first.operations()), sandbox, commits);
        first.kill();
        commits.end(EmbeddedDatabase.APPLICATION);
      }
      try (TestEngine second = TestEngine.start(config, folder, port, sandbox.url())) {
        Journeys journeys = new Journeys(second.operations());
        for (Play play : Play.values()) {
          for (Met met : ALL) {
            if (play.compareTo(met.play()) > 0) {
              play(play, met, sandbox, journeys);
            }
          }
        }
        JsonNode owed = second.operations().get("/follow-ups").body().path("followUps");
        for (Met met : ALL) {
          assertKeptOnce(met, journeys);
          assertThat(owedTo(met, owed)).as(met.journey()).isEqualTo(1);
          assertThat(sandbox.invites(met.journey())).as(met.journey()).hasSize(1);
          String check = "/journeys/" + met.journey() + "/audit/check";
          assertThat(second.operations().get(check).body().path("holds").asBoolean()).isTrue();
        }
      }
    }
  }

  /** A commit that the kill meets. */
  private record Met(Play play, Fate fate) {
    String order() {
      return (play + "-" + fate).toLowerCase(Locale.ROOT);
    }

    String journey() {
      return "cedar:" + order() + ":5204";
    }
  }

  /** What the provider does, one after the other, and what the engine then records. */
  private enum Play {
    DECIDE("CONSULTATION_REPORTED"),
    PRESCRIBE("PRESCRIPTION_REPORTED"),
    SHIP("SHIPMENT_REPORTED");

    private final String entry;

    Play(String entry) {
      this.entry = entry;
    }
  }

  private static void meetAll(Journeys journeys, TestSandbox sandbox, HeldCommits commits)
      throws Exception {
    for (Met met : ALL) {
      String rows =
          "new.journey_id = '%s' and new.kind = '%s'".formatted(met.journey(), met.play().entry);
      commits.hold(met.order(), met.fate(), "journal_entry", "insert", rows);
      journeys.post(TestOrders.packageOrder("cedar", met.order(), "Waiting"));
    }
    for (Met met : ALL) {
      journeys.awaitInvited(met.journey());
    }
    for (Play play : Play.values()) {
      for (Met met : ALL) {
        if (play.compareTo(met.play()) <= 0) {
          play(play, met, sandbox, journeys);
        }
      }
    }
    for (Met met : ALL) {
      commits.awaitHeld(met.order());
    }
  }

  /** Once all before is recorded. */
  private static void play(Play play, Met met, TestSandbox sandbox, Journeys journeys)
      throws IOException {
    for (Play before : Play.values()) {
      if (before.compareTo(play) < 0) {
        journeys.awaitEntry(met.journey(), before.entry);
      }
    }
    String exam = sandbox.patientExam(met.journey(), 5204);
    switch (play) {
      case DECIDE -> sandbox.decide(exam, "Approved");
      case PRESCRIBE -> sandbox.play(exam, "prescribe", JsonNodeFactory.instance.objectNode());
      case SHIP -> sandbox.play(exam, "ship", JsonNodeFactory.instance.objectNode());
    }
  }

  private static void assertKeptOnce(Met met, Journeys journeys) throws IOException {
    journeys.awaitStage(met.journey(), "SHIPPED");
    journeys.awaitStage(met.journey() + ":follow-up", "AWAITING_DUE");
    assertThat(journeys.timeline(met.journey()))
        .as(met.journey())
        .containsOnlyOnce("FOLLOW_UP_OWED", "PRESCRIPTION_REPORTED", "SHIPMENT_REPORTED");
  }

  private static long owedTo(Met met, JsonNode owed) {
    return StreamSupport.stream(owed.spliterator(), false)
        .filter(followUp -> followUp.path("orderId").asText().equals(met.order()))
        .count();
  }
}
