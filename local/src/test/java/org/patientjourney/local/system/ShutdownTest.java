package org.patientjourney.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.EngineProcess;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;

/** What an engine with open journeys writes when it is stopped. */
@Tag("endurance")
class ShutdownTest {
  private static final int JOURNEYS = 12;
  private static final int A_FEW_LINES = 10;

  @Test
  void sigterm_with_open_journeys_leaves_a_few_lines_and_no_stack_trace(@TempDir Path data)
      throws Exception {
    Path log = data.resolve("engine/journey.log");
    try (TestSandbox sandbox = TestSandbox.start(data.resolve("sandbox"), 100)) {
      long before;
      try (EngineProcess engine =
          EngineProcess.start(data.resolve("engine"), 0, sandbox.url(), "api,relay,worker")) {
        Journeys journeys = new Journeys(engine.operations());
        for (int i = 0; i < JOURNEYS; i++) {
          journeys.post(TestOrders.order("open-" + i, "Waiting", 5101));
        }
        for (int i = 0; i < JOURNEYS; i++) {
          journeys.awaitInvited("juniper:open-" + i + ":5101");
        }
        before = Files.readAllLines(log).size();
      }
      List<String> written = Files.readAllLines(log).stream().skip(before).toList();
      assertThat(written).hasSizeLessThan(A_FEW_LINES);
      assertThat(written).noneMatch(line -> line.startsWith("!"));
    }
  }
}
