package org.patientjourney.workflows.meeting;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Deadline;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.journey.Standing;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** The link is sent again: as a reminder, after a missed exam, or because a person asked for it. */
public record ResendPhase() implements Phase {
  @Override
  public boolean isOpen(JourneyState state) {
    return requested(state).isPresent();
  }

  public static Optional<Resend> requested(JourneyState state) {
    boolean mayResend =
        state.isInvited()
            && state.cancellation() == null
            && !state.hasHold(HoldReason.HELD_BY_PERSON)
            && state.decision().isUndecided();
    return mayResend ? state.resends().requested(state.lastAttempt()) : Optional.empty();
  }

  @Override
  public Stream<Deadline> deadlines(JourneyState state, JourneyPolicy policy) {
    return reminderAt(state, policy).stream()
        .map(at -> new Deadline(at, "reminder to the patient on", ResendPhase::reminderDue));
  }

  /** Counted from the invite's sending; none while the link is dead or the journey is stopped. */
  public static Optional<Instant> reminderAt(JourneyState state, JourneyPolicy policy) {
    int done = state.resends().requestedBy(Resend.Cause.REMINDER, state.lastAttempt());
    boolean reminds =
        !state.isClosed()
            && state.isInvited()
            && state.decision() == Decision.PENDING
            && !state.medicines().isTreating()
            && state.cancellation() == null
            && !state.hasHold(HoldReason.LINK_EXPIRED)
            && !state.hasHold(HoldReason.HELD_BY_PERSON)
            && state.resends().requested(state.lastAttempt()).isEmpty()
            && done < policy.reminders().size();
    return reminds
        ? Optional.of(
            withinSendHours(
                state,
                policy,
                state.latestAttempt().startedAt().plus(policy.reminders().get(done))))
        : Optional.empty();
  }

  private static Change reminderDue(JourneyState state, Moment moment) {
    int attempt = state.lastAttempt();
    int number = state.resends().requestedBy(Resend.Cause.REMINDER, attempt) + 1;
    Resend reminder =
        Resend.requested(Resend.Cause.REMINDER, Integer.toString(number), attempt, moment.now());
    JournalEntry entry =
        JournalKind.REMINDER_DUE.at(moment).with("attempt", attempt).with("reminder", number);
    if (state.terms().contact() == PatientContact.PROVIDER) {
      return Change.of(state.withResend(reminder)).recording(entry);
    }
    return Change.of(
            state.withResend(reminder.answered(Resend.Status.LEFT_TO_CLINIC, moment.now())))
        .recording(entry)
        .alarming(AlarmKind.REMIND_PATIENT, attempt + "-" + number);
  }

  /** From when on a resend may be made: at once when a person asked for it. */
  static Instant from(Resend resend, JourneyState state, Moment moment) {
    return resend.cause() == Resend.Cause.COMMAND
        ? moment.now()
        : withinSendHours(state, moment.policy(), moment.now());
  }

  private static Instant withinSendHours(
      JourneyState state, JourneyPolicy policy, Instant earliest) {
    ZoneId zone = state.terms().care().zone();
    return zone == null ? earliest : policy.sendHours().atOrAfter(earliest, zone);
  }

  @Override
  public Optional<Standing> standing(JourneyState state) {
    return Optional.of(
        new Standing(
            Stage.AWAITING_CONSULTATION,
            "the link is sent again, within send hours",
            Owner.ENGINE));
  }

  /** The patient may try again, and the clinic has a link to hand over. */
  public static Change resent(JourneyState state, Resend resend, Moment moment) {
    JournalKind kind =
        switch (resend.status()) {
          case SENT -> JournalKind.INVITE_RESENT;
          case REFUSED -> JournalKind.RESEND_REFUSED;
          case REQUESTED, UNKNOWN, LEFT_TO_CLINIC -> JournalKind.RESEND_UNKNOWN;
        };
    JourneyState answered =
        resend.status() == Resend.Status.SENT ? state.withoutHold(HoldReason.LINK_EXPIRED) : state;
    return Change.of(answered.withResend(resend))
        .recording(kind.at(moment).with("attempt", resend.attempt()).with("cause", resend.cause()));
  }
}
