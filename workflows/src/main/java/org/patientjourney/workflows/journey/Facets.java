package org.patientjourney.workflows.journey;

import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.order.PatientContact;

/** Where a journey stands, aspect by aspect, derived from its facts alone. */
public record Facets(
    InviteStatus invite, Handover handover, Decision decision, Fulfilment fulfilment) {

  public enum Fulfilment {
    NONE,
    AWAITING_PRESCRIPTION,
    PRESCRIBED,
    /** Each medicine has a parcel; corrections are waited for. */
    SHIPPED,
    /** No pharmacy reports parcels: the patient's own pharmacy, urgent care. */
    NOT_TRACKED,
    COMPLETE
  }

  static Facets of(JourneyState state) {
    InviteStatus invite = invite(state);
    Decision decision = state.decision();
    return new Facets(invite, handover(state, invite), decision, fulfilment(state, decision));
  }

  /** One attempt that the provider has is enough; else the latest counts. */
  static InviteStatus invite(JourneyState state) {
    if (state.terms().isFollowUp() && state.followUpReadyAt() == null) {
      return InviteStatus.NOT_DUE;
    }
    if (state.attempts().stream().anyMatch(attempt -> attempt.status() == InviteStatus.SENT)) {
      return InviteStatus.SENT;
    }
    Attempt latest = state.latestAttempt();
    return latest.number() == 0 || latest.toRepeat() || latest.status() == InviteStatus.REPLACED
        ? InviteStatus.NOT_SENT
        : latest.status();
  }

  /** An examined patient has received the link; a resend needs another handover. */
  private static Handover handover(JourneyState state, InviteStatus invite) {
    Attempt latest = state.latestAttempt();
    boolean isSent =
        invite == InviteStatus.SENT
            || (invite == InviteStatus.CANCELLED && latest.patientExamId() != null);
    if (state.terms().contact() == PatientContact.PROVIDER) {
      return isSent ? Handover.BY_PROVIDER : Handover.NOT_DUE;
    }
    Integer handedOver = latest.handedOver();
    boolean isConfirmed = handedOver != null && handedOver == state.resends().sent(latest.number());
    if (state.reported().isExamined() || (isSent && isConfirmed)) {
      return Handover.CONFIRMED;
    }
    return isSent ? Handover.AWAITING_CLINIC : Handover.NOT_DUE;
  }

  private static Fulfilment fulfilment(JourneyState state, Decision decision) {
    Medicines medicines = state.medicines();
    if (!medicines.isPrescribed()) {
      boolean isAwaited =
          decision == Decision.APPROVED
              && state.terms().kind().mayPrescribe()
              && !state.isContradicted();
      return isAwaited ? Fulfilment.AWAITING_PRESCRIPTION : Fulfilment.NONE;
    }
    if (!medicines.isTracked()) {
      return Fulfilment.NOT_TRACKED;
    }
    if (!medicines.isShipped()) {
      return Fulfilment.PRESCRIBED;
    }
    return medicines.isSettled() ? Fulfilment.COMPLETE : Fulfilment.SHIPPED;
  }

  /** Whether the invite's link reached the patient. */
  public enum Handover {
    NOT_DUE,
    /** The provider e-mails and texts the link itself. */
    BY_PROVIDER,
    AWAITING_CLINIC,
    CONFIRMED
  }
}
