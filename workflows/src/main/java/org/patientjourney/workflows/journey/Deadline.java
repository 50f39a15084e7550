package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/**
 * Until when a journey waits, and what happens when that instant passes.
 *
 * @param waitsFor what is waited for, followed by the date in the summary of the timer
 * @param passing what is done then, to the state as it is then
 */
public record Deadline(
    Instant at, String waitsFor, BiFunction<JourneyState, Moment, Change> passing) {
  /** As Temporal's UI shows times. */
  public static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.US).withZone(ZoneOffset.UTC);

  /** Ends a wait and changes nothing by itself. */
  public static Deadline ofWait(Instant at, String waitsFor) {
    return new Deadline(at, waitsFor, (state, moment) -> Change.of(state));
  }

  /** A person is asked, and notified at once; hold, journal entry and alarm have one name. */
  public static Deadline asking(Instant at, String waitsFor, HoldReason reason) {
    return new Deadline(
        at,
        waitsFor,
        (state, moment) ->
            Change.of(state)
                .asking(reason, "attempt-" + state.lastAttempt(), moment)
                .recording(JournalKind.valueOf(reason.name()).at(moment)));
  }

  static Optional<Deadline> ofHolds(JourneyState state, JourneyPolicy policy) {
    return state.holds().stream()
        .min(Comparator.comparing(Hold::lastAskedAt))
        .map(
            hold ->
                new Deadline(
                    hold.lastAskedAt().plus(policy.holdOverdue()),
                    "release of the hold " + hold.reason() + " expected by",
                    (held, moment) -> holdOverdue(held, hold, moment)));
  }

  private static Change holdOverdue(JourneyState state, Hold hold, Moment moment) {
    return Change.of(state.withHoldAskedAgain(hold, moment.now()))
        .recording(JournalKind.HOLD_OVERDUE.at(moment).with("hold", hold.reason()))
        .alarming(AlarmKind.HOLD_OVERDUE, hold.reason().name());
  }

  /** Such as {@code prescription expected by 14 March 2027, 17:30 UTC}. */
  public String summary() {
    return waitsFor + " " + UTC.format(at);
  }
}
