package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills at the commits in which a duty is opened, a prescription and a parcel are kept. */
class FollowUpKillTest {
  private static final String JOURNEY = "cedar:killed:5204";

  @TempDir private Path data;

  @ParameterizedTest
  @CsvSource({
    "follow_up, LOST",
    "follow_up, COMMITTED",
    "prescription, LOST",
    "prescription, COMMITTED",
    "shipment, LOST",
    "shipment, COMMITTED"
  })
  void everything_is_kept_once_and_the_follow_up_is_owed_once(String table, HeldCommits.Fate fate)
      throws Exception {
    Path config =
        TestConfig.copy(data, Map.of("/provider/callsPerSecond", 20, "/relay/lease", "2s"));
    int port = RealSystem.fourFreePorts();
    try (TestSandbox sandbox = TestSandbox.start(data.resolve("sandbox"), 100)) {
      try (EngineProcess first = start(config, port, sandbox);
          HeldCommits commits = HeldCommits.ofEngine(data.resolve("engine"))) {
        commits.hold("the step", fate, table, "insert", "new.journey_id = '" + JOURNEY + "'");
        Journeys journeys = new Journeys(first.operations());
        journeys.post(TestOrders.packageOrder("cedar", "killed", "Waiting"));
        journeys.awaitInvited(JOURNEY);
        for (Play play : Play.until(table)) {
          play(play, sandbox, journeys);
        }
        commits.awaitHeld("the step");
        first.kill();
        commits.end(EmbeddedDatabase.APPLICATION);
      }
      try (EngineProcess second = start(config, port, sandbox)) {
        Journeys journeys = new Journeys(second.operations());
        for (Play play : Play.after(table)) {
          play(play, sandbox, journeys);
        }
        journeys.awaitStage(JOURNEY, "SHIPPED");
        journeys.awaitStage(JOURNEY + ":follow-up", "AWAITING_DUE");
        for (String once :
            new String[] {"FOLLOW_UP_OWED", "PRESCRIPTION_REPORTED", "SHIPMENT_REPORTED"}) {
          assertThat(journeys.count(JOURNEY, once)).as(once).isEqualTo(1);
        }
        JsonNode owed = second.operations().get("/follow-ups").body().path("followUps");
        assertThat(owed).hasSize(1);
        assertThat(sandbox.invites(JOURNEY)).hasSize(1);
        String check = "/journeys/" + JOURNEY + "/audit/check";
        assertThat(second.operations().get(check).body().path("holds").asBoolean()).isTrue();
      }
    }
  }

  /** What the provider does, one after the other, and what the engine then records. */
  private enum Play {
    DECIDE("follow_up", "CONSULTATION_REPORTED"),
    PRESCRIBE("prescription", "PRESCRIPTION_REPORTED"),
    SHIP("shipment", "SHIPMENT_REPORTED");

    private final String table;
    private final String entry;

    Play(String table, String entry) {
      this.table = table;
      this.entry = entry;
    }

    /** Those up to the one whose commit is held. */
    static List<Play> until(String table) {
      return Stream.of(values()).filter(play -> play.compareTo(into(table)) <= 0).toList();
    }

    static List<Play> after(String table) {
      return Stream.of(values()).filter(play -> play.compareTo(into(table)) > 0).toList();
    }

    private static Play into(String table) {
      return Stream.of(values()).filter(play -> play.table.equals(table)).findFirst().orElseThrow();
    }
  }

  /** Each once the one before is recorded; the one that is killed never is. */
  private static void play(Play play, TestSandbox sandbox, Journeys journeys) throws IOException {
    String exam = sandbox.patientExam(JOURNEY, 5204);
    for (Play before : Play.values()) {
      if (before.compareTo(play) < 0) {
        journeys.awaitEntry(JOURNEY, before.entry);
      }
    }
    switch (play) {
      case DECIDE -> sandbox.decide(exam, "Approved");
      case PRESCRIBE -> sandbox.play(exam, "prescribe", JsonNodeFactory.instance.objectNode());
      case SHIP -> sandbox.play(exam, "ship", JsonNodeFactory.instance.objectNode());
    }
  }

  private EngineProcess start(Path config, int port, TestSandbox sandbox) throws IOException {
    return EngineProcess.start(
        config, data.resolve("engine"), port, sandbox.url(), "api,relay,worker");
  }
}
