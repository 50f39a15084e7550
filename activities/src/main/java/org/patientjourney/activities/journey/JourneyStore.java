package org.patientjourney.activities.journey;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.workflows.journey.JournalEntry;
import org.patientjourney.workflows.journey.JournalKind;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.journey.JourneyPolicy;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Moment;
import org.patientjourney.workflows.webhook.WebhookDeliveryId;

/** Reopens closed journeys. */
public final class JourneyStore {
  private final Jdbi jdbi;
  private final JournalStore journal;
  private final JourneyPolicy policy;
  private final InstantSource clock;

  public JourneyStore(Jdbi jdbi, JournalStore journal, JourneyPolicy policy, InstantSource clock) {
    this.jdbi = jdbi;
    this.journal = journal;
    this.policy = policy;
    this.clock = clock;
  }

  /** Opens a closed journey and writes its start row, in one transaction; an open one stays. */
  public void reopen(JourneyId journey, WebhookDeliveryId because) {
    jdbi.useTransaction(
        handle -> {
          JourneyDao journeys = handle.attach(JourneyDao.class);
          if (LockedJourney.get(handle, journey).open()) {
            return;
          }
          // A late retry of the run that closed it must not find its own epoch.
          journeys.raiseEpoch(journey);
          JourneyRow row = LockedJourney.get(handle, journey);
          Instant now = clock.instant();
          JourneyState state = row.state().reopened().withRevision(row.revision() + 1);
          int updated =
              journeys.update(
                  row.revised(state, state.deadline(policy), JourneyRow.NO_DIGEST, now));
          if (updated != 1) {
            throw new IllegalStateException("reopening " + journey + " updated " + updated);
          }
          journal.append(
              handle,
              journey,
              row.epoch(),
              state.revision(),
              List.of(
                  JournalEntry.of(JournalKind.REOPENED, new Moment(now, policy))
                      .with("delivery", because)));
          JourneyActivitiesImpl.start(handle, journey, now);
        });
  }
}
