package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.app.relay.FirstStarts;
import org.patientjourney.app.relay.RunningJourneys.Presence;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.RecordAndRuns;
import org.patientjourney.local.TestEngine;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.workflows.order.JourneyId;

/** The start of a run by the process that has stored its journey. */
class FirstStartsTest {
  @RegisterExtension static final RecordAndRuns BOTH = new RecordAndRuns();

  @Test
  void a_run_is_started_without_the_relay() throws Exception {
    JourneyId journey = BOTH.theRecord().accept("new");

    start(journey);

    assertThat(BOTH.running().presence(journey)).isEqualTo(Presence.RUNNING);
  }

  @Test
  void a_run_that_is_there_stays() throws Exception {
    JourneyId journey = BOTH.theRecord().accept("runs");
    BOTH.running().start(journey);
    Instant began = began(journey);

    start(journey);

    assertThat(began(journey)).isEqualTo(began);
  }

  @Test
  void a_journey_whose_run_has_ended_is_left_to_the_relay() throws Exception {
    JourneyId journey = BOTH.theRecord().accept("ended");
    BOTH.running().start(journey);
    BOTH.client().newUntypedWorkflowStub(journey.value()).terminate("as one that was closed");

    start(journey);

    assertThat(BOTH.running().presence(journey)).isEqualTo(Presence.NONE);
  }

  /** The engine has no relay, so nothing else starts it. */
  @Test
  void an_order_has_its_runs_started(@TempDir Path data) throws Exception {
    try (TestSandbox sandbox = TestSandbox.start(data.resolve("sandbox"), 200);
        TestEngine engine =
            TestEngine.start(data.resolve("engine"), sandbox.url(), "--roles", "api,worker")) {
      Journeys journeys = new Journeys(engine.operations());
      journeys.post(TestOrders.order("no-relay", "Waiting", 5101));

      journeys.awaitInvited("juniper:no-relay:5101");
      assertThat(sandbox.invites("juniper:no-relay:5101")).hasSize(1);
    }
  }

  private static Instant began(JourneyId journey) {
    return BOTH.client().newUntypedWorkflowStub(journey.value()).describe().getStartTime();
  }

  /** All of them are started when it has stopped. */
  private static void start(JourneyId journey) throws InterruptedException {
    FirstStarts starts = new FirstStarts(BOTH.running());
    starts.start(List.of(journey));
    starts.stop();
  }
}
