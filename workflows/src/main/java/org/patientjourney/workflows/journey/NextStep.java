package org.patientjourney.workflows.journey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.ReportedStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.meeting.Reminder;
import org.patientjourney.workflows.policy.JourneyPolicy;

/**
 * What happens next on a journey, until when, and who owns it.
 *
 * @param due when the engine acts although nothing came; null when it waits for its owner alone
 * @param reminderAt when the patient is reminded next of an exam not taken
 * @param linkExpiresAt when the patient's link dies, or died; a resend gives it a new life
 */
public record NextStep(
    String what,
    @Nullable Instant due,
    @Nullable Owner owner,
    @Nullable Instant reminderAt,
    @Nullable Instant linkExpiresAt) {

  public NextStep(String what, @Nullable Instant due, @Nullable Owner owner) {
    this(what, due, owner, null, null);
  }

  public static NextStep of(JourneyState state, JourneyPolicy policy) {
    NextStep next = withoutLink(state, policy);
    return state.isClosed()
        ? next
        : new NextStep(
            next.what,
            next.due,
            next.owner,
            Reminder.dueAt(state, policy).orElse(null),
            Deadline.linkExpiry(state, policy).orElse(null));
  }

  private static NextStep withoutLink(JourneyState state, JourneyPolicy policy) {
    if (state.isClosed()) {
      return new NextStep("nothing: the journey is closed", null, null);
    }
    Instant due = state.deadline(policy);
    if (state.isCancelRequested() && !state.hasHold(HoldReason.CANCEL_FAILED)) {
      return ofCancellation(state, due);
    }
    if (!state.holds().isEmpty()) {
      HoldReason first = state.holds().get(0).reason();
      return new NextStep(first.advice(), due, first.owner());
    }
    if (state.isCancelling()) {
      return new NextStep("the journey closes as cancelled", null, Owner.ENGINE);
    }
    return switch (state.facets().decision()) {
      case APPROVED -> ofFulfilment(state, due);
      case REJECTED -> new NextStep("the journey closes", lastReportAt(state), Owner.ENGINE);
      case DEFERRED ->
          new NextStep("the clinic's medical director reviews the exam", due, Owner.CLINIC);
      case NEEDS_REVIEW -> new NextStep("the provider's next event", due, Owner.OPERATIONS);
      case PENDING, MISSED, NOT_APPLICABLE -> ofUndecided(state, due);
    };
  }

  /** Without the id of the patient exam there is nothing that the provider could cancel. */
  private static NextStep ofCancellation(JourneyState state, @Nullable Instant due) {
    return switch (state.facets().invite()) {
      case UNKNOWN ->
          new NextStep(
              "the exam can be cancelled when its id is known: look for the invite in the"
                  + " provider's portal, then resolve-invite",
              due,
              Owner.OPERATIONS);
      case SENDING ->
          new NextStep(
              "the answer to the invite; then the provider is asked to cancel the exam",
              due,
              Owner.ENGINE);
      case NOT_DUE, NOT_SENT, SENT, REFUSED, CANCELLED, REPLACED ->
          new NextStep("the provider is asked to cancel the exam", due, Owner.ENGINE);
    };
  }

  private static NextStep ofFulfilment(JourneyState state, @Nullable Instant due) {
    return switch (state.facets().fulfilment()) {
      case AWAITING_PRESCRIPTION ->
          new NextStep("the provider's event 2: the prescription", due, Owner.PROVIDER);
      case PRESCRIBED ->
          new NextStep("the provider's event 3: the parcel's tracking", due, Owner.PROVIDER);
      case SHIPPED ->
          new NextStep("the journey closes, unless tracking changes", due, Owner.ENGINE);
      case NONE, NOT_TRACKED, COMPLETE ->
          new NextStep("the journey closes", lastReportAt(state), Owner.ENGINE);
    };
  }

  private static NextStep ofUndecided(JourneyState state, @Nullable Instant due) {
    return switch (state.facets().invite()) {
      case NOT_DUE ->
          new NextStep("the follow-up is invited", state.terms().startsAt(), Owner.ENGINE);
      case NOT_SENT, SENDING ->
          new NextStep(
              state.terms().isLeader()
                  ? "the invite is sent to the provider"
                  : "the invite is sent by " + state.terms().meetingId().leader(),
              due,
              Owner.ENGINE);
      case UNKNOWN ->
          new NextStep(
              "the provider's webhook or a late answer tells whether the invite exists",
              due,
              Owner.PROVIDER);
      case SENT -> ofSent(state, due);
      case REFUSED, CANCELLED, REPLACED -> new NextStep("a person decides", due, Owner.OPERATIONS);
    };
  }

  private static NextStep ofSent(JourneyState state, @Nullable Instant due) {
    if (state.resendToMake().isPresent()) {
      return new NextStep("the link is sent again, within send hours", due, Owner.ENGINE);
    }
    return state.facets().handover() == Handover.AWAITING_CLINIC
        ? new NextStep(HoldReason.HANDOVER.advice(), due, Owner.CLINIC)
        : new NextStep("the patient takes the exam", due, Owner.PATIENT);
  }

  private static @Nullable Instant lastReportAt(JourneyState state) {
    return state.reports().stream()
        .map(ReportedStatus::receivedAt)
        .max(Instant::compareTo)
        .orElse(null);
  }
}
