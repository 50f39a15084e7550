package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.List;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.policy.Moment;

/** What becomes of a journey whose record was restored to an earlier moment. */
public final class Restore {
  private Restore() {}

  /** Whether the engine, or a release, would invite although the provider may have the invite. */
  public static boolean mayHaveLostInvite(JourneyState state, Instant now) {
    return !state.isClosed()
        && !state.hasHold(HoldReason.HELD_BY_PERSON)
        && switch (state.invite()) {
          case NOT_SENT, SENDING, REFUSED -> true;
          // It may have been cancelled and replaced in the lost time.
          case SENT, UNKNOWN, CANCELLED, REPLACED -> state.isReplacing();
          case NOT_DUE -> !now.isBefore(state.terms().startsAt());
        };
  }

  /**
   * Whether the record holds the journey and the run does not know it, because the hold was written
   * after the restore: the run would go on to invite.
   */
  public static boolean losesHold(
      JourneyState recorded, JourneyState next, List<JournalEntry> entries) {
    return recorded.hasHold(HoldReason.HELD_BY_PERSON)
        && !next.hasHold(HoldReason.HELD_BY_PERSON)
        && !next.isClosed()
        && !next.isCancelAccepted()
        && !next.isInvited()
        && entries.stream()
            .filter(entry -> entry.kind() == JournalKind.HOLD_RELEASED)
            .noneMatch(
                entry -> HoldReason.HELD_BY_PERSON.name().equals(entry.detail().get("hold")));
  }

  /**
   * The first act of a run that goes on for one which knew more than the record: it is not known
   * what was lost, so nothing is sent until a person has looked.
   *
   * @param known the revision that was recorded when the earlier run ended
   */
  public static Change goOnWithout(long known, JourneyState recorded, Moment moment) {
    return Change.of(recorded)
        .holding(HoldReason.HELD_BY_PERSON, moment)
        .recording(JournalKind.HELD_BY_PERSON.at(moment).with("lostRevision", known))
        .alarming(AlarmKind.RUN_DIVERGED, "continued-revision-" + known);
  }
}
