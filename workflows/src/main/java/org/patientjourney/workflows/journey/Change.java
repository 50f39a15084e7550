package org.patientjourney.workflows.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.AppliedDelivery;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.policy.Moment;

/** A new state and all that must be recorded with it, in one transaction. */
public record Change(
    JourneyState state,
    List<JournalEntry> entries,
    List<Alarm> alarms,
    List<AppliedDelivery> deliveries) {

  public Change {
    entries = List.copyOf(entries);
    alarms = List.copyOf(alarms);
    deliveries = List.copyOf(deliveries);
  }

  public static Change of(JourneyState state) {
    return new Change(state, List.of(), List.of(), List.of());
  }

  public boolean isEmpty() {
    return entries.isEmpty() && alarms.isEmpty() && deliveries.isEmpty();
  }

  public Change then(Function<JourneyState, Change> next) {
    Change more = next.apply(state);
    return new Change(
        more.state,
        joined(entries, more.entries),
        joined(alarms, more.alarms),
        joined(deliveries, more.deliveries));
  }

  public Change recording(JournalEntry entry) {
    return new Change(state, joined(entries, List.of(entry)), alarms, deliveries);
  }

  public Change alarming(Alarm alarm) {
    return new Change(state, entries, joined(alarms, List.of(alarm)), deliveries);
  }

  public Change applying(AppliedDelivery delivery) {
    return new Change(state, entries, alarms, joined(deliveries, List.of(delivery)));
  }

  public Change holding(HoldReason reason, Moment moment) {
    return holding(reason, moment, null);
  }

  /** With a hold; a reason that holds already keeps its date. */
  public Change holding(HoldReason reason, Moment moment, @Nullable String field) {
    return new Change(
        state.withHold(new Hold(reason, moment.now(), field)), entries, alarms, deliveries);
  }

  /** With a person asked whether the provider has the invite. */
  public Change askingAboutInvite(int attempt, Moment moment) {
    return holding(HoldReason.INVITE_UNKNOWN, moment)
        .alarming(new Alarm(AlarmKind.INVITE_UNKNOWN, "attempt-" + attempt));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
