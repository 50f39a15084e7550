package org.patientjourney.workflows.fulfilment;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journey.Deadline;
import org.patientjourney.workflows.journey.Facets.Fulfilment;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.journey.Standing;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** The provider's event 2 after an approval that may prescribe. */
public record PrescriptionPhase() implements Phase {
  @Override
  public boolean isOpen(JourneyState state) {
    return !state.isCancelAccepted() && isAwaited(state);
  }

  private static boolean isAwaited(JourneyState state) {
    return state.facets().fulfilment() == Fulfilment.AWAITING_PRESCRIPTION;
  }

  @Override
  public JourneyState settle(JourneyState state, Moment moment) {
    JourneyState settled =
        isAwaited(state) ? state : state.withoutHold(HoldReason.PRESCRIPTION_OVERDUE);
    return state.medicines().isConfirmed()
        ? settled.withoutHold(HoldReason.PRESCRIPTION_UNCONFIRMED)
        : settled;
  }

  @Override
  public Stream<Deadline> deadlines(JourneyState state, JourneyPolicy policy) {
    if (!isAwaited(state) || state.hasHold(HoldReason.PRESCRIPTION_OVERDUE)) {
      return Stream.empty();
    }
    Instant approvedAt = state.approvedAt().orElse(state.terms().orderedAt());
    return Stream.of(
        Deadline.asking(
            approvedAt.plus(policy.fulfilment().prescriptionOverdue()),
            "prescription expected by",
            HoldReason.PRESCRIPTION_OVERDUE));
  }

  @Override
  public Optional<Standing> standing(JourneyState state) {
    return Optional.of(
        new Standing(
            Stage.AWAITING_PRESCRIPTION,
            "the provider's event 2: the prescription",
            Owner.PROVIDER));
  }
}
