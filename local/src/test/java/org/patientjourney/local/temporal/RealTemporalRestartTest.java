package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.EngineProcess;
import org.patientjourney.local.RealSystem;

/** On a real Temporal server a run outlives the engine. */
@Tag("real-temporal")
@SuppressWarnings("NullAway.Init") // set before each test
class RealTemporalRestartTest {
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
  void a_journey_keeps_its_run_when_all_is_stopped_and_started() throws Exception {
    system.up("--engine", "dev");
    system.park("parked");
    String run = system.runId("parked");
    system.down();

    system.up("--engine", "dev");
    assertThat(system.runId("parked")).isEqualTo(run);
    system.approve("parked");
    assertThat(system.runId("parked")).isEqualTo(run);
  }

  @Test
  void a_journey_keeps_its_run_when_the_engine_is_killed() throws Exception {
    EngineProcess killed = system.process("--engine", "dev");
    system.park("parked");
    String run = system.runId("parked");
    killed.kill();
    assertThat(system.runId("parked")).as("the server was left behind").isEqualTo(run);

    system.up("--engine", "dev");
    system.approve("parked");
    assertThat(system.runId("parked")).isEqualTo(run);
  }
}
