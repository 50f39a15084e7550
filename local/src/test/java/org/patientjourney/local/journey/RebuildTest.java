package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.app.rebuild.Rebuild;
import org.patientjourney.app.rebuild.Rebuild.Counts;
import org.patientjourney.app.rebuild.Rebuild.Mode;
import org.patientjourney.app.rebuild.Rebuild.Work;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.RecordAndRuns;
import org.patientjourney.workflows.order.JourneyId;

/** What the command {@code rebuild} does with journeys whose run is there, lost, or starting. */
class RebuildTest {
  private static final String STARTS =
      "select count(*) from outbox where kind = 'START' and next_attempt_at <= '%s'"
          .formatted(LoneRecord.ORDERED_AT);

  @RegisterExtension static final RecordAndRuns BOTH = new RecordAndRuns();

  private final List<String> printed = new ArrayList<>();
  private final List<JourneyId> asked = new ArrayList<>();

  @Test
  void starts_what_has_no_run_and_a_dry_run_only_says_so() {
    JourneyId lost = BOTH.started("a-lost");
    JourneyId runs = BOTH.started("b-runs");
    BOTH.running().start(runs);

    assertThat(rebuild().run(Work.HOLD_AND_START, Mode.DRY_RUN)).isEqualTo(new Counts(1, 1, 2));
    assertThat(printed)
        .satisfiesExactly(
            line -> assertThat(line).startsWith(lost + ": no run, start, hold: stage ORDERED"),
            line -> assertThat(line).startsWith(runs + ": has a run, leave, hold: stage ORDERED"));
    assertThat(starts()).isZero();
    assertThat(holds(lost)).isEmpty();

    assertThat(rebuild().run(Work.START, Mode.FOR_REAL)).isEqualTo(new Counts(1, 1, 0));
    assertThat(starts()).isEqualTo(1);
    assertThat(holds(lost)).isEmpty();

    assertThat(rebuild().run(Work.HOLD_AND_START, Mode.FOR_REAL)).isEqualTo(new Counts(1, 1, 2));
    assertThat(starts()).as("the first one waits").isEqualTo(1);
    assertThat(holds(lost)).containsExactly("HELD_BY_PERSON");
    assertThat(holds(runs)).containsExactly("HELD_BY_PERSON");

    printed.clear();
    assertThat(rebuild().run(Work.RECORD_AGAIN, Mode.DRY_RUN)).isEqualTo(new Counts(1, 1, 0));
    assertThat(asked).isEmpty();
    assertThat(rebuild().run(Work.RECORD_AGAIN, Mode.FOR_REAL)).isEqualTo(new Counts(1, 1, 0));
    assertThat(asked).containsExactly(runs);
    assertThat(starts()).as("as before").isEqualTo(1);
    assertThat(printed).filteredOn(line -> line.startsWith(lost + ": no run, leave")).hasSize(2);
  }

  private Rebuild rebuild() {
    return new Rebuild(
        BOTH.theRecord().jdbi(),
        BOTH.theRecord().journeys(),
        BOTH.running().present(),
        asked::add,
        () -> LoneRecord.ORDERED_AT,
        printed::add);
  }

  private static long starts() {
    return BOTH.theRecord()
        .jdbi()
        .withHandle(handle -> handle.createQuery(STARTS).mapTo(Long.class).one());
  }

  private static List<String> holds(JourneyId journey) {
    return BOTH.theRecord().dao(JourneyDao.class).find(journey).orElseThrow().holds();
  }
}
