package org.patientjourney.workflows.effect;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Attempt;
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

/**
 * Decides what a recording changes beside the journey's own row: a function of the state before it
 * and the state after it. An effect is written once, when it begins to hold.
 */
public final class Effects {
  private static final Map<JournalKind, InviteStatus> ANSWERS =
      Map.of(
          JournalKind.INVITE_SENT, InviteStatus.SENT,
          JournalKind.INVITE_REFUSED, InviteStatus.REFUSED,
          JournalKind.INVITE_UNKNOWN, InviteStatus.UNKNOWN);

  private final JourneyState before;
  private final JourneyState after;
  private final List<JournalEntry> entries;
  private final Writer writer;

  private Effects(
      JourneyState before, JourneyState after, List<JournalEntry> entries, Writer writer) {
    this.before = before;
    this.after = after;
    this.entries = entries;
    this.writer = writer;
  }

  /** Writes effects in the recording's transaction. */
  public interface Writer {
    void raise(Alarm alarm);

    /**
     * What a hold asked for is answered, and so are the alarms that it raised.
     *
     * @param answer of the command that answers it; null when what came does
     */
    void endHold(HoldReason hold, @Nullable JournalEntry answer);

    /** The journey was re-invited alone, in a new meeting. */
    void joinMeeting();

    /** The attempt's patient exam became known otherwise than by the answer to the invite. */
    void bindPatientExam(Attempt attempt);

    /** The invite was answered. The record that has the answer may have been restored since. */
    void keepAnswer(Attempt attempt, InviteStatus answer);

    /** Nothing more is expected of the attempt. */
    void endAttempt(Attempt attempt);

    /** Deliveries that were signalled and not applied are relayed again. */
    void repeatDeliveries();

    /** If the journey probes an incident, its invite does not show whether the incident is over. */
    void endProbe();

    /** The journey joined an incident, which may have been resolved meanwhile. */
    void releaseIfResolved(HoldReason cause);

    /** The meeting's sending journey closed before it sent: the others are invited alone. */
    void leaveOthersOut(int attempt);

    /** A good faith approval clears the patient for the exam's treatment. */
    void clear();

    void withdrawClearance();

    /** Something is owed, or owed no more. */
    void keepObligation(Obligation obligation);

    void oweFollowUp(FollowUpDuty duty, Visit visit);

    void confirmFollowUp();

    /** The visit was rejected and nothing was prescribed: no follow-up is owed. */
    void disproveFollowUp();

    /** A follow-up that was disproved is owed again. */
    void oweFollowUpAgain();

    /**
     * The follow-up's own journey ended the duty.
     *
     * @param entry of the journal that says why; null when the engine met it
     */
    void endFollowUp(FollowUpEnd end, @Nullable JournalEntry entry);
  }

  /** How a follow-up's own journey ends the duty. */
  public enum FollowUpEnd {
    MET,
    WAIVED,
    /** Only if the visit is still disproved: a prescription may have come since. */
    NOTHING_PRESCRIBED
  }

  /**
   * Writes what the recording changes, in the order in which it is to be written.
   *
   * @param entries of the journal that are recorded with {@code after}
   */
  public static void write(
      JourneyState before,
      JourneyState after,
      List<JournalEntry> entries,
      JourneyPolicy policy,
      Writer writer) {
    Effects effects = new Effects(before, after, entries, writer);
    effects.holds();
    effects.meeting();
    effects.attempts();
    effects.clearance();
    effects.obligations(policy);
    FollowUpDuty duty = after.terms().care().followUp();
    if (duty != null) {
      effects.followUpOf(duty);
    }
    if (after.terms().isFollowUp()) {
      effects.ownDuty();
    }
  }

  private boolean begins(Predicate<JourneyState> holding) {
    return holding.test(after) && !holding.test(before);
  }

  private static void when(boolean decided, Runnable effect) {
    if (decided) {
      effect.run();
    }
  }

  /** Holds that go because the journey is cancelled or expires are answered by no one. */
  private void holds() {
    boolean isDropped = begins(JourneyState::isCancelAccepted) || begins(Effects::isExpired);
    for (Hold hold : before.holds()) {
      HoldReason reason = hold.reason();
      JournalEntry answer = answer(reason);
      when(
          !after.hasHold(reason) && (answer != null || !isDropped),
          () -> writer.endHold(reason, answer));
    }
  }

  /** The entry of a command, unless it releases another hold. */
  private @Nullable JournalEntry answer(HoldReason hold) {
    return entries.stream()
        .filter(entry -> entry.note() != null)
        .filter(entry -> hold.name().equals(entry.detail().getOrDefault("hold", hold.name())))
        .findFirst()
        .orElse(null);
  }

  private static boolean isExpired(JourneyState state) {
    Closure closure = state.closure();
    return closure != null && closure.outcome() == Closure.Outcome.EXPIRED;
  }

  private void meeting() {
    boolean isOther = !after.terms().meetingId().equals(before.terms().meetingId());
    when(isOther, writer::joinMeeting);
    // The engine itself does not close a journey with a delivery unapplied.
    when(begins(Effects::isClosedByCommand), writer::repeatDeliveries);
    if (after.terms().isSender()) {
      after.holds().stream()
          .map(Hold::reason)
          .filter(HoldReason::isCauseOfIncidents)
          .filter(cause -> !before.hasHold(cause))
          .forEach(writer::releaseIfResolved);
    }
    when(
        begins(state -> state.isClosed() && !state.isInvited())
            || begins(state -> state.facets().invite() == InviteStatus.UNKNOWN),
        writer::endProbe);
    InviteStatus invite = after.facets().invite();
    boolean isUnsent = invite == InviteStatus.NOT_SENT || invite == InviteStatus.SENDING;
    when(
        begins(JourneyState::isClosed) && after.terms().isSender() && isUnsent,
        () -> writer.leaveOthersOut(after.attemptToSend()));
  }

  private static boolean isClosedByCommand(JourneyState state) {
    Closure closure = state.closure();
    return closure != null && closure.outcome().isByCommand();
  }

  private void attempts() {
    for (Attempt attempt : after.attempts()) {
      Attempt known = before.attempt(attempt.number());
      boolean isNewlyBound = attempt.patientExamId() != null && known.patientExamId() == null;
      Optional<InviteStatus> answer = answer(attempt);
      boolean isSent = answer.filter(status -> status == InviteStatus.SENT).isPresent();
      when(isNewlyBound && !isSent, () -> writer.bindPatientExam(attempt));
      answer.ifPresent(status -> writer.keepAnswer(attempt, status));
      when(attempt.isOver() && !known.isOver(), () -> writer.endAttempt(attempt));
    }
  }

  /** What the recorded answer to the attempt says. */
  private Optional<InviteStatus> answer(Attempt attempt) {
    String number = Integer.toString(attempt.number());
    return entries.stream()
        .filter(entry -> number.equals(entry.detail().get("attempt")))
        .map(entry -> ANSWERS.get(entry.kind()))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private void clearance() {
    if (!after.terms().kind().mayPrescribe()) {
      when(begins(JourneyState::isCleared), writer::clear);
      when(begins(state -> !state.isCleared()), writer::withdrawClearance);
    }
  }

  /** The first recording opens what a journey owes from its start. */
  private void obligations(JourneyPolicy policy) {
    boolean isFirst = before.revision() == 0;
    List<Obligation> known = isFirst ? List.of() : Obligation.of(before, policy);
    Obligation.of(after, policy).stream()
        .filter(owed -> !known.contains(owed) || (begins(JourneyState::isClosed) && !owed.isMet()))
        .forEach(writer::keepObligation);
  }

  private void followUpOf(FollowUpDuty duty) {
    Optional<Visit> visit = Visit.of(after);
    when(
        visit.isPresent() && Visit.of(before).isEmpty(),
        () -> writer.oweFollowUp(duty, visit.orElseThrow()));
    boolean isOtherVisit =
        !Visit.isAnother(before) || !after.approvedAt().equals(before.approvedAt());
    // The duty is counted from the first visit, by wrong data; a person must set the date.
    if (Visit.isAnother(after) && isOtherVisit) {
      writer.raise(
          new Alarm(AlarmKind.FOLLOW_UP_OWED_AGAIN, "visit-" + after.approvedAt().orElseThrow()));
    }
    when(begins(Effects::isPrescribed), writer::confirmFollowUp);
    when(begins(Visit::isDisproved), writer::disproveFollowUp);
    when(begins(state -> !Visit.isDisproved(state)), writer::oweFollowUpAgain);
  }

  private static boolean isPrescribed(JourneyState state) {
    return state.prescriptions().stream().anyMatch(Prescription::isConfirmed);
  }

  private void ownDuty() {
    JournalEntry waiver = entry(JournalKind.FOLLOW_UP_WAIVED);
    JournalEntry proof = entry(JournalKind.NOTHING_PRESCRIBED);
    if (waiver != null) {
      writer.endFollowUp(FollowUpEnd.WAIVED, waiver);
    } else if (proof != null) {
      writer.endFollowUp(FollowUpEnd.NOTHING_PRESCRIBED, proof);
    } else if (begins(state -> state.facets().handover() == Handover.CONFIRMED)) {
      JournalEntry handover = entry(JournalKind.HANDED_OVER);
      writer.endFollowUp(
          FollowUpEnd.MET, handover == null ? entry(JournalKind.HOLD_RELEASED) : handover);
    } else if (begins(state -> !state.isOwedFollowUp())) {
      // The record was restored to before the waiver: who decided it is lost.
      writer.endFollowUp(FollowUpEnd.WAIVED, null);
    }
  }

  private @Nullable JournalEntry entry(JournalKind kind) {
    return entries.stream().filter(entry -> entry.kind() == kind).findFirst().orElse(null);
  }
}
