package org.patientjourney.workflows.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journey.Change.AppliedDelivery;
import org.patientjourney.workflows.journey.JourneyState;

/**
 * One revision of a journey, with all that is stored beside it in the same transaction.
 *
 * @param claimedBy the run that claimed the journey, as the claim returned it
 * @param isReset whether the recording run is a Reset of the one that claimed
 * @param nextDueAt when the line acts next although nothing comes
 * @param toMembers an answer for the meeting's other journeys, written to the outbox
 */
public record JourneyRecord(
    String claimedBy,
    boolean isReset,
    JourneyState state,
    List<JournalEntry> entries,
    List<Alarm> alarms,
    List<AppliedDelivery> deliveries,
    @Nullable Instant nextDueAt,
    @Nullable InviteAnswer toMembers) {

  public JourneyRecord {
    entries = List.copyOf(entries);
    alarms = List.copyOf(alarms);
    deliveries = List.copyOf(deliveries);
  }
}
