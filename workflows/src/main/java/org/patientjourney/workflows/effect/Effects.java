package org.patientjourney.workflows.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.effect.Effect.FollowUpEnded;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.Prescription;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Facets.Handover;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.CareTerms.FollowUpDuty;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** Decides the effects of a recording: a function of the state before it and the state after it. */
public final class Effects {
  private final JourneyState before;
  private final JourneyState after;
  private final List<Effect> effects = new ArrayList<>();

  private Effects(JourneyState before, JourneyState after) {
    this.before = before;
    this.after = after;
  }

  /**
   * In the order in which they are to be written.
   *
   * @param entries of the journal that are recorded with {@code after}
   */
  public static List<Effect> between(
      JourneyState before, JourneyState after, List<JournalEntry> entries, JourneyPolicy policy) {
    Effects decided = new Effects(before, after);
    decided.meeting();
    decided.attempts();
    decided.clearance();
    decided.obligations(policy);
    FollowUpDuty duty = after.terms().care().followUp();
    if (duty != null) {
      decided.followUpOf(duty);
    }
    if (after.terms().isFollowUp()) {
      decided.ownDuty(entries);
    }
    return decided.effects;
  }

  private boolean begins(Predicate<JourneyState> holding) {
    return holding.test(after) && !holding.test(before);
  }

  private void when(boolean decided, Effect effect) {
    if (decided) {
      effects.add(effect);
    }
  }

  private void meeting() {
    when(!after.terms().meetingId().equals(before.terms().meetingId()), new Effect.MeetingJoined());
    // The engine itself does not close a journey with a delivery unapplied.
    when(begins(Effects::isClosedByCommand), new Effect.DeliveriesRepeated());
    if (after.terms().isLeader()) {
      after.holds().stream()
          .map(Hold::reason)
          .filter(HoldReason::isCauseOfIncidents)
          .filter(cause -> !before.hasHold(cause))
          .forEach(cause -> effects.add(new Effect.IncidentJoined(cause)));
    }
    when(
        begins(state -> state.isClosed() && !state.isInvited())
            || begins(state -> state.facets().invite() == InviteStatus.UNKNOWN),
        new Effect.ProbeUnanswered());
    InviteStatus invite = after.facets().invite();
    boolean isUnsent = invite == InviteStatus.NOT_SENT || invite == InviteStatus.SENDING;
    when(
        begins(JourneyState::isClosed) && after.terms().isLeader() && isUnsent,
        new Effect.OthersLeftOut(after.attemptToSend()));
  }

  private static boolean isClosedByCommand(JourneyState state) {
    Closure closure = state.closure();
    return closure != null && closure.outcome().isByCommand();
  }

  private void attempts() {
    after.attempts().stream()
        .filter(attempt -> attempt.patientExamId() != null || attempt.isOver())
        .filter(attempt -> !before.attempts().contains(attempt))
        .forEach(attempt -> effects.add(new Effect.AttemptChanged(attempt)));
  }

  private void clearance() {
    if (!after.terms().kind().mayPrescribe()) {
      when(begins(JourneyState::isCleared), new Effect.Cleared());
      when(begins(state -> !state.isCleared()), new Effect.ClearanceWithdrawn());
    }
  }

  /** The first recording opens what a journey owes from its start. */
  private void obligations(JourneyPolicy policy) {
    boolean isFirst = before.revision() == 0;
    List<Obligation> known = isFirst ? List.of() : Obligation.of(before, policy);
    Obligation.of(after, policy).stream()
        .filter(owed -> !known.contains(owed) || (begins(JourneyState::isClosed) && !owed.isMet()))
        .forEach(owed -> effects.add(new Effect.ObligationChanged(owed)));
  }

  private void followUpOf(FollowUpDuty duty) {
    Optional<Visit> visit = Visit.of(after);
    if (visit.isPresent() && Visit.of(before).isEmpty()) {
      effects.add(new Effect.FollowUpOwed(duty, visit.get()));
    }
    boolean isOtherVisit =
        !Visit.isAnother(before) || !after.approvedAt().equals(before.approvedAt());
    // The duty is counted from the first visit, by wrong data; a person must set the date.
    if (Visit.isAnother(after) && isOtherVisit) {
      effects.add(
          new Effect.AlarmRaised(
              new Alarm(
                  AlarmKind.FOLLOW_UP_OWED_AGAIN, "visit-" + after.approvedAt().orElseThrow())));
    }
    when(begins(Effects::isPrescribed), new Effect.FollowUpConfirmed());
    when(begins(Visit::isDisproved), new Effect.FollowUpDisproved());
    when(begins(state -> !Visit.isDisproved(state)), new Effect.FollowUpOwedAgain());
  }

  private static boolean isPrescribed(JourneyState state) {
    return state.prescriptions().stream().anyMatch(Prescription::isConfirmed);
  }

  private void ownDuty(List<JournalEntry> entries) {
    JournalEntry waiver = entry(entries, JournalKind.FOLLOW_UP_WAIVED);
    JournalEntry proof = entry(entries, JournalKind.NOTHING_PRESCRIBED);
    if (waiver != null) {
      effects.add(new FollowUpEnded(FollowUpEnded.How.WAIVED, waiver));
    } else if (proof != null) {
      effects.add(new FollowUpEnded(FollowUpEnded.How.NOTHING_PRESCRIBED, proof));
    } else if (begins(state -> state.facets().handover() == Handover.CONFIRMED)) {
      JournalEntry handover = entry(entries, JournalKind.HANDED_OVER);
      JournalEntry release = entry(entries, JournalKind.HOLD_RELEASED);
      effects.add(new FollowUpEnded(FollowUpEnded.How.MET, handover == null ? release : handover));
    }
  }

  private static @Nullable JournalEntry entry(List<JournalEntry> entries, JournalKind kind) {
    return entries.stream().filter(entry -> entry.kind() == kind).findFirst().orElse(null);
  }
}
