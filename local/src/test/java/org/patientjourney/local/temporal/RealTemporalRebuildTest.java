package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.RealSystem;

/** Temporal only executes: any engine can be given the journeys that the record has open. */
@Tag("real-temporal")
@SuppressWarnings("NullAway.Init") // set before each test
class RealTemporalRebuildTest {
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
  void journeys_move_to_the_other_engine_and_back_with_rebuild() throws Exception {
    system.up("--engine", "embedded");
    system.park("moved");
    system.down();
    assertThatThrownBy(() -> system.up("--engine", "dev"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("run on the engine 'embedded'");

    system.up("--engine", "dev", "--rebuild");
    system.decide("moved", "Deferred to Medical Director");
    system.journeys().awaitStage("juniper:moved:5101", "AWAITING_MEDICAL_DIRECTOR");
    system.down();

    system.up("--engine", "embedded", "--rebuild");
    system.approve("moved");
  }

  @Test
  void a_server_that_lost_its_file_gets_its_journeys_from_the_record() throws Exception {
    system.up("--engine", "dev");
    system.park("moved");
    system.down();
    Files.delete(system.folder().resolve("temporal.db"));

    system.up("--engine", "dev");
    system.approve("moved");
  }
}
