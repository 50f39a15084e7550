package org.patientjourney.workflows.run;

import io.temporal.activity.ActivityInterface;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journey.Change.AppliedDelivery;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** The journey's record in PostgreSQL. Both are safe to repeat and are retried for ever. */
@ActivityInterface
public interface JourneyActivities {
  /**
   * Makes the calling run the owner of its journey, unless the record has ended that run, and
   * returns the snapshot. Facts that were signalled before and are not recorded become due again.
   *
   * @param runId Temporal's, of the calling run
   */
  JourneyClaim claim(JourneyId journey, String runId);

  /** Stores one revision: journal, snapshot, read model, alarms and outbox in one transaction. */
  RecordOutcome record(JourneyRecord revision);

  /**
   * What a run gets when it claims its journey.
   *
   * @param runId of the run that claimed; once another run has claimed, this one records nothing
   * @param ended whether the record has ended that run: another one is started
   */
  public record JourneyClaim(
      String runId, boolean ended, JourneyState state, JourneyPolicy policy) {}

  /**
   * One revision of a journey, with all that is stored beside it in the same transaction.
   *
   * @param claimedBy the run that claimed the journey, as the claim returned it
   * @param isReset whether the recording run is a Reset of the one that claimed
   * @param nextDueAt when the line acts next although nothing comes
   * @param toOthers an answer for the meeting's other journeys, written to the outbox
   */
  public record JourneyRecord(
      String claimedBy,
      boolean isReset,
      JourneyState state,
      List<JournalEntry> entries,
      List<Alarm> alarms,
      List<AppliedDelivery> deliveries,
      @Nullable Instant nextDueAt,
      @Nullable InviteAnswer toOthers) {

    public JourneyRecord {
      entries = List.copyOf(entries);
      alarms = List.copyOf(alarms);
      deliveries = List.copyOf(deliveries);
    }
  }

  public enum RecordOutcome {
    RECORDED,
    /** Another run has claimed the journey: nothing was done, the asking run ends. */
    SUPERSEDED,
    /**
     * The record differs from what the run knows: nothing was done, the run claims again. Either a
     * workflow task was lost after its work, or the run was reset, which raises an alarm.
     */
    OUT_OF_STEP,
    /** The engine may not close the journey yet: a delivery of it is stored and not applied. */
    DELIVERY_UNAPPLIED
  }
}
