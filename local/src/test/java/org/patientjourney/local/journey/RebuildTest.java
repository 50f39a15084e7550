package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.app.rebuild.Rebuild;
import org.patientjourney.app.rebuild.Rebuild.Counts;
import org.patientjourney.app.rebuild.Rebuild.Mode;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.engine.InProcessEngine;
import org.patientjourney.workflows.order.JourneyId;

/** What the command {@code rebuild} does with journeys whose run is there, lost, or starting. */
class RebuildTest {
  private static final String STARTS =
      "select count(*) from outbox where kind = 'START' and next_attempt_at <= '%s'"
          .formatted(LoneRecord.ORDERED_AT);

  @TempDir private static Path data;
  private static LoneRecord theRecord;
  private static InProcessEngine temporal;
  private static WorkflowClient client;

  private final List<String> printed = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    theRecord = new LoneRecord(data);
    temporal = new InProcessEngine();
    client = WorkflowClient.newInstance(temporal.stubs(), temporal.clientOptions().build());
  }

  @AfterAll
  static void stop() throws Exception {
    client.getWorkflowServiceStubs().shutdownNow();
    temporal.close();
    theRecord.close();
  }

  @Test
  void starts_what_has_no_run_and_a_dry_run_only_says_so() {
    JourneyId lost = started("a-lost");
    JourneyId runs = started("b-runs");
    new RunningJourneys(client).start(runs);

    assertThat(rebuild().run(Mode.DRY_RUN, true)).isEqualTo(new Counts(1, 1, 2));
    assertThat(printed)
        .satisfiesExactly(
            line -> assertThat(line).startsWith(lost + ": no run, start, hold: stage ORDERED"),
            line -> assertThat(line).startsWith(runs + ": has a run, leave, hold: stage ORDERED"));
    assertThat(starts()).isZero();
    assertThat(holds(lost)).isEmpty();

    assertThat(rebuild().run(Mode.FOR_REAL, false)).isEqualTo(new Counts(1, 1, 0));
    assertThat(starts()).isEqualTo(1);
    assertThat(holds(lost)).isEmpty();

    assertThat(rebuild().run(Mode.FOR_REAL, true)).isEqualTo(new Counts(1, 1, 2));
    assertThat(starts()).as("the first one waits").isEqualTo(1);
    assertThat(holds(lost)).containsExactly("HELD_BY_PERSON");
    assertThat(holds(runs)).containsExactly("HELD_BY_PERSON");
  }

  private Rebuild rebuild() {
    return new Rebuild(
        theRecord.jdbi(),
        theRecord.journeys(),
        new RunningJourneys(client).present(),
        () -> LoneRecord.ORDERED_AT,
        printed::add);
  }

  private static long starts() {
    return theRecord
        .jdbi()
        .withHandle(handle -> handle.createQuery(STARTS).mapTo(Long.class).one());
  }

  private static List<String> holds(JourneyId journey) {
    return theRecord.dao(JourneyDao.class).find(journey).orElseThrow().holds();
  }

  /** As if a run had claimed it. */
  private static JourneyId started(String orderId) {
    JourneyId journey = theRecord.accept(orderId);
    theRecord
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update outbox set next_attempt_at = null, done_at = created_at"
                        + " where journey_id = ?",
                    journey.value()));
    return journey;
  }
}
