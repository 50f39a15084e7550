package org.patientjourney.workflows.fulfilment;

import java.time.Instant;
import java.util.Optional;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Deadline;
import org.patientjourney.workflows.journey.Facets.Fulfilment;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.FulfilmentPolicy;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** Until when prescription and parcels are waited for. */
public final class FulfilmentDeadline {
  private FulfilmentDeadline() {}

  public static Optional<Deadline> of(JourneyState state, JourneyPolicy policy) {
    FulfilmentPolicy waits = policy.fulfilment();
    return switch (state.facets().fulfilment()) {
      case AWAITING_PRESCRIPTION ->
          unless(state, HoldReason.PRESCRIPTION_OVERDUE)
              .map(
                  open ->
                      new Deadline(
                          approvedAt(open).plus(waits.prescriptionOverdue()),
                          FulfilmentDeadline::prescriptionOverdue));
      case PRESCRIBED ->
          unless(state, HoldReason.SHIPMENT_OVERDUE)
              .flatMap(Fulfilling::prescribedAt)
              .map(
                  at ->
                      new Deadline(
                          at.plus(waits.shipmentOverdue()), FulfilmentDeadline::shipmentOverdue));
      case SHIPPED ->
          Optional.ofNullable(Fulfilling.shippedAt(state))
              .map(
                  at ->
                      new Deadline(at.plus(waits.shipmentSettles()), FulfilmentDeadline::settled));
      case NONE, NOT_TRACKED, COMPLETE -> Optional.empty();
    };
  }

  private static Optional<JourneyState> unless(JourneyState state, HoldReason asked) {
    return state.hasHold(asked) ? Optional.empty() : Optional.of(state);
  }

  private static Instant approvedAt(JourneyState state) {
    return state.approvedAt().orElse(state.terms().orderedAt());
  }

  private static Change prescriptionOverdue(JourneyState state, Moment moment) {
    return Change.of(state)
        .holding(HoldReason.PRESCRIPTION_OVERDUE, moment)
        .recording(JournalEntry.of(JournalKind.PRESCRIPTION_OVERDUE, moment))
        .alarming(new Alarm(AlarmKind.PRESCRIPTION_OVERDUE, "attempt-" + state.lastAttempt()));
  }

  private static Change shipmentOverdue(JourneyState state, Moment moment) {
    return Change.of(state)
        .holding(HoldReason.SHIPMENT_OVERDUE, moment)
        .recording(
            JournalEntry.of(JournalKind.SHIPMENT_OVERDUE, moment)
                .with("parcels", state.shipments().size()))
        .alarming(new Alarm(AlarmKind.SHIPMENT_OVERDUE, "attempt-" + state.lastAttempt()));
  }

  private static Change settled(JourneyState state, Moment moment) {
    return Change.of(state.withFacets(state.facets().withFulfilment(Fulfilment.COMPLETE)))
        .recording(
            JournalEntry.of(JournalKind.SHIPMENTS_SETTLED, moment)
                .with("parcels", state.shipments().size()));
  }
}
