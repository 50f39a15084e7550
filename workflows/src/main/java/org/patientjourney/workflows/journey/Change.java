package org.patientjourney.workflows.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
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

  public Change alarming(AlarmKind kind, String subject) {
    Alarm alarm = new Alarm(kind, subject);
    return new Change(state, entries, joined(alarms, List.of(alarm)), deliveries);
  }

  /** A delivery; one about another patient exam has no effect, however often it is received. */
  public Change applying(Fact fact, AppliedDelivery.Effect effect) {
    Optional<WebhookDeliveryId> delivery = fact.delivery();
    if (delivery.isEmpty()) {
      return this;
    }
    AppliedDelivery applied =
        new AppliedDelivery(
            delivery.get(),
            fact.matchesPatientExam(state)
                ? effect
                : AppliedDelivery.Effect.MATCHES_NO_PATIENT_EXAM);
    return new Change(state, entries, alarms, joined(deliveries, List.of(applied)));
  }

  /** With a hold; a reason that holds already keeps its date. */
  public Change holding(HoldReason reason, Moment moment) {
    return new Change(state.withHold(reason, moment), entries, alarms, deliveries);
  }

  /** A person is asked, and notified at once; hold and alarm have one name. */
  public Change asking(HoldReason reason, String subject, Moment moment) {
    return holding(reason, moment).alarming(AlarmKind.valueOf(reason.name()), subject);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  /** A webhook delivery that the journey has merged, and its effect. */
  public record AppliedDelivery(WebhookDeliveryId deliveryId, Effect effect) {
    public enum Effect {
      FACT,
      DUPLICATE,
      AMENDMENT,
      /** It names another patient exam: a person has to look. */
      MATCHES_NO_PATIENT_EXAM,
      /** The journey had too many before: a person has to look. */
      NOT_MERGED
    }
  }
}
