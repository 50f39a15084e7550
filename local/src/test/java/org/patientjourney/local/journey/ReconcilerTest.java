package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.app.sweep.Reconciler;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.RecordAndRuns;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.JourneyId;

/** Open journeys and Temporal's runs, compared. */
class ReconcilerTest {
  private static final Duration SETTLED = Duration.ofMinutes(1);
  private static final Tuple MISSING = tuple(AlarmKind.RUN_MISSING, "no-run");

  @RegisterExtension static final RecordAndRuns BOTH = new RecordAndRuns();

  @Test
  void reports_an_open_journey_whose_run_was_terminated_once() {
    JourneyId ended = BOTH.started("ended");
    JourneyId runs = BOTH.started("runs");
    BOTH.running().start(ended);
    BOTH.running().start(runs);
    BOTH.client().newUntypedWorkflowStub(ended.value()).terminate("by mistake");

    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(1));
    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(2));

    assertThat(BOTH.theRecord().alarms(ended)).containsExactly(MISSING);
    assertThat(BOTH.theRecord().alarms(runs)).isEmpty();
  }

  @Test
  void a_missing_run_is_no_longer_reported_when_it_is_there_again() {
    JourneyId back = BOTH.started("back");
    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(1));
    assertThat(BOTH.theRecord().alarms(back)).containsExactly(MISSING);

    BOTH.running().start(back);
    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(2));
    assertThat(BOTH.theRecord().alarms(back)).isEmpty();
  }

  @Test
  void an_alarm_that_was_acknowledged_comes_back_while_the_run_is_missing() {
    JourneyId missing = BOTH.started("missing");
    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(1));
    BOTH.theRecord().acknowledge(missing);
    assertThat(BOTH.theRecord().alarms(missing)).isEmpty();

    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(2));
    assertThat(BOTH.theRecord().alarms(missing)).containsExactly(MISSING);
  }

  @Test
  void reports_a_journey_that_temporal_does_not_know_once_it_has_settled() {
    JourneyId lost = BOTH.started("lost");
    JourneyId waiting = BOTH.theRecord().accept("waiting");

    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED));
    assertThat(BOTH.theRecord().alarms(lost)).isEmpty();

    reconcileAt(LoneRecord.ORDERED_AT.plus(SETTLED).plusMillis(1));
    assertThat(BOTH.theRecord().alarms(lost)).containsExactly(MISSING);
    assertThat(BOTH.theRecord().alarms(waiting)).as("its start row waits").isEmpty();
  }

  private static void reconcileAt(Instant now) {
    new Reconciler(BOTH.theRecord().jdbi(), BOTH.running(), SETTLED, () -> now).run();
  }
}
