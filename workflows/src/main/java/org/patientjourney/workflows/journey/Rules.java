package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change.AppliedDelivery.Effect;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/**
 * What follows from a journey's facts, phase by phase.
 *
 * @param phases in the order of the line; a journey stands in the first that is open
 */
public record Rules(List<Phase> phases) {

  /** Where the journey stands; empty when it is closed or only a hold keeps it open. */
  public Optional<Phase> current(JourneyState state) {
    return openPhases(state).findFirst();
  }

  private Stream<Phase> openPhases(JourneyState state) {
    return state.isClosed() ? Stream.empty() : phases.stream().filter(phase -> phase.isOpen(state));
  }

  public boolean isOver(JourneyState state) {
    return state.isClosed() || (state.holds().isEmpty() && current(state).isEmpty());
  }

  /** What the fact means to this journey: new, received again, or amended. */
  public Change merge(JourneyState known, Fact fact, Moment moment) {
    JourneyState state =
        fact.delivery().isPresent() ? known.withoutHold(HoldReason.DELIVERY_NOT_APPLIED) : known;
    if (state.isKnown(fact)) {
      return noted(state, fact, Effect.DUPLICATE, JournalKind.DUPLICATE_RECEIVED, moment);
    }
    if (state.isFull() && !fact.isMergedByFull(state)) {
      return noted(state, fact, Effect.NOT_MERGED, JournalKind.EVENT_NOT_MERGED, moment)
          .asking(HoldReason.TOO_MANY_EVENTS, "events", moment);
    }
    JourneyState remembering = state.withApplied(fact);
    String key = fact.key(state);
    if (state.hasApplied(key)) {
      Change amended =
          noted(remembering, fact, Effect.AMENDMENT, JournalKind.AMENDMENT_RECEIVED, moment)
              .alarming(AlarmKind.AMENDED_EVENT, key);
      boolean amends = fact.delivery().isPresent() && fact.matchesPatientExam(state);
      return amends
          ? settle(amended.then(current -> fact.amend(current, moment)), moment)
          : amended;
    }
    return settle(fact.apply(remembering, moment), moment)
        .applying(fact, fact.isRedelivery(state, moment) ? Effect.DUPLICATE : Effect.FACT);
  }

  /**
   * A command or answer that is received again leaves no trace; a delivery does: it is evidence.
   */
  private static Change noted(
      JourneyState state, Fact fact, Effect effect, JournalKind kind, Moment moment) {
    Change change = Change.of(state).applying(fact, effect);
    return fact.delivery()
        .map(id -> kind.at(moment).with("delivery", id).with("digest", fact.digest()))
        .map(change::recording)
        .orElse(change);
  }

  /** Opens and answers holds as the facts say, in any order of arrival. */
  public Change settle(Change change, Moment moment) {
    JourneyState settled = settle(change.state(), moment);
    boolean isNewContradiction =
        settled.hasHold(HoldReason.CONTRADICTION)
            && !change.state().hasHold(HoldReason.CONTRADICTION);
    Change next = change.then(state -> Change.of(settled));
    return isNewContradiction ? next.alarming(AlarmKind.CONTRADICTION, "consultation") : next;
  }

  public JourneyState settle(JourneyState state, Moment moment) {
    JourneyState settled = state;
    for (Phase phase : state.isClosed() ? List.<Phase>of() : phases) {
      settled = phase.settle(settled, moment);
    }
    return settled;
  }

  public JourneyState reopened(JourneyState closed, Moment moment) {
    return settle(closed.reopened(), moment);
  }

  /**
   * As its next run claims it. A journey that a person closed before its invite was sent reopens on
   * hold, so that a late delivery sends no invite.
   */
  public Change reopenedForRun(JourneyState closed, Moment moment) {
    Change open = settle(Change.of(closed.reopened()), moment);
    Closure closure = closed.closure();
    boolean isStopped =
        closure != null
            && closure.outcome() == Closure.Outcome.CLOSED_BY_PERSON
            && !open.state().isInvited();
    return isStopped ? open.holding(HoldReason.HELD_BY_PERSON, moment) : open;
  }

  /**
   * Whether a closed journey would stand elsewhere, need a person, or know of more medicines or
   * parcels, if it knew the fact.
   */
  public boolean isReopenedBy(JourneyState closed, Fact fact, Moment moment) {
    if (!fact.mayReopen()) {
      return false;
    }
    JourneyState open = reopened(closed, moment);
    JourneyState merged = merge(open, fact, moment).state();
    return !merged.facets().equals(open.facets())
        || !merged.holds().equals(open.holds())
        || !merged.prescriptions().equals(open.prescriptions())
        || !merged.shipments().equals(open.shipments());
  }

  /** The first of all deadlines; every open journey that waits has one. */
  public Optional<Deadline> next(JourneyState state, JourneyPolicy policy) {
    return state.isClosed()
        ? Optional.empty()
        : Stream.concat(
                phases.stream().flatMap(phase -> phase.deadlines(state, policy)),
                Deadline.ofHolds(state, policy).stream())
            .min(Comparator.comparing(Deadline::at));
  }

  public @Nullable Instant deadline(JourneyState state, JourneyPolicy policy) {
    return next(state, policy).map(Deadline::at).orElse(null);
  }

  public Change deadlinePassed(JourneyState state, Moment moment) {
    return next(state, moment.policy())
        .map(deadline -> settle(deadline.passing().apply(state, moment), moment))
        .orElseGet(() -> Change.of(state));
  }

  public Standing standing(JourneyState state) {
    return Standing.beforePhase(state)
        .or(() -> openPhases(state).flatMap(phase -> phase.standing(state).stream()).findFirst())
        .map(standing -> state.isPaused() ? standing.paused() : standing)
        .orElseGet(() -> Standing.closing(state));
  }
}
