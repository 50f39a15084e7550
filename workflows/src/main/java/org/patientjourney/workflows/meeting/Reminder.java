package org.patientjourney.workflows.meeting;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.fact.ResendStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** The patient is reminded of an exam not taken: by the provider, or through the clinic. */
public final class Reminder {
  private Reminder() {}

  /** Counted from the invite's sending; none while the link is dead or the journey is stopped. */
  public static Optional<Instant> dueAt(JourneyState state, JourneyPolicy policy) {
    int done = state.resends().reminders(state.lastAttempt());
    boolean reminds =
        state.isInvited()
            && state.facets().decision() == Decision.PENDING
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
                state.attempt(state.lastAttempt()).startedAt().plus(policy.reminders().get(done))))
        : Optional.empty();
  }

  /** The first instant from then on at which the patient may be written to unasked. */
  public static Instant withinSendHours(
      JourneyState state, JourneyPolicy policy, Instant earliest) {
    ZoneId zone = state.terms().care().zone();
    return zone == null ? earliest : policy.sendHours().atOrAfter(earliest, zone);
  }

  public static Change fallsDue(JourneyState state, Moment moment) {
    int attempt = state.lastAttempt();
    int number = state.resends().reminders(attempt) + 1;
    Resend reminder =
        Resend.requested(Resend.Cause.REMINDER, Integer.toString(number), attempt, moment.now());
    JournalEntry entry =
        JournalEntry.of(JournalKind.REMINDER_DUE, moment)
            .with("attempt", attempt)
            .with("reminder", number);
    if (state.terms().contact() == PatientContact.PROVIDER) {
      return Change.of(state.withResend(reminder)).recording(entry);
    }
    return Change.of(state.withResend(reminder.answered(ResendStatus.LEFT_TO_CLINIC, moment.now())))
        .recording(entry)
        .alarming(new Alarm(AlarmKind.REMIND_PATIENT, attempt + "-" + number));
  }
}
