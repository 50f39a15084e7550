package org.patientjourney.workflows.fulfilment;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Deadline;
import org.patientjourney.workflows.journey.Facets.Fulfilment;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.journey.Standing;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.JourneyPolicy.FulfilmentPolicy;
import org.patientjourney.workflows.policy.Moment;

/** The provider's event 3: a parcel for each medicine, and a week for corrections. */
public record ShipmentPhase() implements Phase {
  @Override
  public boolean isOpen(JourneyState state) {
    return !state.isCancelAccepted()
        && state.decision() == Decision.APPROVED
        && state.terms().kind().mayPrescribe()
        && (isAwaited(state) || isSettling(state));
  }

  private static boolean isAwaited(JourneyState state) {
    return state.facets().fulfilment() == Fulfilment.PRESCRIBED;
  }

  private static boolean isSettling(JourneyState state) {
    return state.facets().fulfilment() == Fulfilment.SHIPPED;
  }

  @Override
  public JourneyState settle(JourneyState state, Moment moment) {
    return isAwaited(state) ? state : state.withoutHold(HoldReason.SHIPMENT_OVERDUE);
  }

  @Override
  public Stream<Deadline> deadlines(JourneyState state, JourneyPolicy policy) {
    FulfilmentPolicy waits = policy.fulfilment();
    if (isAwaited(state) && !state.hasHold(HoldReason.SHIPMENT_OVERDUE)) {
      return state.medicines().prescribedAt().stream()
          .map(
              at ->
                  new Deadline(
                      at.plus(waits.shipmentOverdue()),
                      "parcel for each medicine expected by",
                      ShipmentPhase::overdue));
    }
    return isSettling(state)
        ? state.medicines().shippedAt().stream()
            .map(
                at ->
                    new Deadline(
                        at.plus(waits.shipmentSettles()),
                        "corrections of the tracking expected until",
                        ShipmentPhase::settled))
        : Stream.empty();
  }

  private static Change overdue(JourneyState state, Moment moment) {
    return Change.of(state)
        .asking(HoldReason.SHIPMENT_OVERDUE, "attempt-" + state.lastAttempt(), moment)
        .recording(entry(JournalKind.SHIPMENT_OVERDUE, state, moment));
  }

  private static Change settled(JourneyState state, Moment moment) {
    Instant prescribedAt = state.medicines().prescribedAt().orElse(Instant.MIN);
    // A clock that is ahead of ours must not leave the deadline passed for ever.
    Instant settledAt = prescribedAt.isAfter(moment.now()) ? prescribedAt : moment.now();
    return Change.of(state.withShipmentsSettled(settledAt))
        .recording(entry(JournalKind.SHIPMENTS_SETTLED, state, moment));
  }

  private static JournalEntry entry(JournalKind kind, JourneyState state, Moment moment) {
    return kind.at(moment).with("parcels", state.shipments().size());
  }

  @Override
  public Optional<Standing> standing(JourneyState state) {
    return Optional.of(
        isAwaited(state)
            ? new Standing(
                Stage.AWAITING_SHIPMENT,
                "the provider's event 3: the parcel's tracking",
                Owner.PROVIDER)
            : new Standing(
                Stage.SHIPPED, "the journey closes, unless tracking changes", Owner.ENGINE));
  }
}
