package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.temporal.RestoreDrill.Count;
import org.patientjourney.local.temporal.RestoreDrill.Store;
import org.slf4j.LoggerFactory;

/**
 * The restore drills: docs/restore.md says the steps, and each drill does them. Counted at the
 * provider: no invite twice, none lost; each journey ends or tells a person why it does not. {@code
 * -Djourney.drill=80} makes about 650 journeys.
 */
@Tag("real-temporal")
@SuppressWarnings("NullAway.Init") // set before each test
class RealTemporalRestoreTest {
  private static final int EACH = Integer.getInteger("journey.drill", 1);

  @TempDir private Path data;
  private RestoreDrill drill;

  @BeforeEach
  void order() throws Exception {
    Path backups = Files.createDirectories(data.resolve("backups"));
    drill = new RestoreDrill(new RealSystem(data), backups, EACH);
    drill.up();
    drill.order();
  }

  @AfterEach
  void stop() throws Exception {
    drill.system().close();
  }

  @Test
  void postgresql_is_restored_to_an_earlier_moment_and_temporal_runs_on() throws Exception {
    drill.system().down();
    drill.backUp(Store.POSTGRESQL);
    drill.up();
    drill.goOn();
    drill.inviteRefused();
    drill.system().down();

    drill.restore(Store.POSTGRESQL);
    assertThat(drill.rebuild("--record-again")).isZero();
    drill.up();
    drill.orderLate();
    drill.awaitDiverged("late");
    drill.awaitDiverged("refused");
    drill.resolveIncident("after");
    drill.approveAll();
    drill.awaitQuarantined(2 * drill.journeys("late").size());
    drill.assignQuarantined();

    expectNothingLostOrDoubled("a", withLate(), drill.waiting());
  }

  @Test
  void temporal_is_lost_and_rebuilt_from_the_record() throws Exception {
    drill.goOn();
    drill.inviteRefused();
    drill.system().down();

    drill.lose(Store.TEMPORAL);
    assertThat(drill.rebuild("--dry-run")).as("runs are missing").isEqualTo(4);
    assertThat(drill.rebuild()).isZero();
    drill.up();
    drill.approveAll();

    assertThat(drill.quarantined()).isEmpty();
    expectNothingLostOrDoubled("b", withLate(), drill.waiting());
    drill.system().down();
    assertThat(drill.rebuild("--dry-run")).as("each open journey has its run").isZero();
  }

  @Test
  @Tag("cluster")
  void both_are_restored_to_different_moments() throws Exception {
    drill.system().down();
    drill.backUp(Store.POSTGRESQL);
    drill.up();
    drill.goOn();
    drill.system().down();
    drill.backUp(Store.TEMPORAL);
    drill.up();
    drill.inviteRefused();
    drill.system().down();

    drill.restore(Store.POSTGRESQL);
    drill.restore(Store.TEMPORAL);
    assertThat(drill.rebuild("--hold-uninvited")).isZero();
    drill.up();
    drill.resolveIncident("after");
    drill.approveAll();

    drill.awaitQuarantined(2 * drill.journeys("late").size());
    // Approved in the lost time: the provider does not say it again.
    List<String> waiting = new ArrayList<>(drill.waiting());
    waiting.addAll(drill.journeys("parked"));
    expectNothingLostOrDoubled("c", drill.all(), waiting);
  }

  private List<String> withLate() throws IOException {
    List<String> all = new ArrayList<>(drill.all());
    all.addAll(drill.journeys("late"));
    return all;
  }

  private void expectNothingLostOrDoubled(
      String name, List<String> journeys, List<String> waiting) {
    Count count = drill.settled(journeys, waiting);
    LoggerFactory.getLogger(getClass())
        .info(
            "drill {}: {} journeys: {} closed, {} wait or tell a person; {} meetings at the provider",
            name,
            journeys.size(),
            count.closed().size(),
            count.told().size(),
            count.invites().size());
    assertThat(count.invites())
        .as("doubled")
        .allSatisfy((meeting, times) -> assertThat(times).isOne());
    assertThat(count.invites().keySet()).as("lost").containsAll(drill.meetings());
  }
}
