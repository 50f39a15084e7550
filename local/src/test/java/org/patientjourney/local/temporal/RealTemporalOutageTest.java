package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.engine.DevEngine;
import org.patientjourney.local.engine.EngineOptions;

/** A real Temporal server that is away for a while, alone or with the engine. */
@Tag("real-temporal")
@Tag("cluster")
@SuppressWarnings("NullAway.Init") // set before each test
class RealTemporalOutageTest {
  @TempDir private Path data;
  private RealSystem system;

  @BeforeEach
  void prepare() throws Exception {
    system = new RealSystem(data);
  }

  @AfterEach
  void stop() throws Exception {
    system.close();
  }

  @Test
  void a_journey_keeps_its_run_when_the_server_alone_is_restarted() throws Exception {
    system.up("--engine", "dev");
    system.park("parked");
    String run = system.runId("parked");
    DevEngine.stopLeftBehind(system.folder());
    system.journeys().post(TestOrders.order("meanwhile", "Approve", 5101));

    String cli = EngineOptions.defaultCli();
    try (DevEngine again =
        DevEngine.start(cli, system.folder(), system.ports(), false, Duration.ZERO)) {
      system.approve("parked");
      assertThat(system.runId("parked")).isEqualTo(run);
      system.journeys().awaitStage("juniper:meanwhile:5101", "APPROVED");
      system.down();
    }
  }

  @Test
  void a_deadline_that_passes_while_all_is_down_counts_at_the_next_start() throws Exception {
    system.up("--engine", "dev", "--day", "100ms");
    system.park("expiring");
    system.down();

    system.up("--engine", "dev", "--day", "100ms");
    system.journeys().awaitStage("juniper:expiring:5101", "EXPIRED");
    assertThat(system.journeys().timeline("juniper:expiring:5101"))
        .contains("LINK_EXPIRED", "CLOSED");
  }
}
