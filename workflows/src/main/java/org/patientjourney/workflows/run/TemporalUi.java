package org.patientjourney.workflows.run;

import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.journey.Deadline;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Standing;

/** What Temporal's UI shows of a run: its search attributes and its details. */
final class TemporalUi {
  private @Nullable Listing shown;

  /**
   * @param deadline when the run acts next by itself; null when it does not
   */
  void show(JourneyState state, Standing standing, @Nullable Instant deadline) {
    Listing listing = Listing.of(state, standing, deadline);
    List<SearchAttributeUpdate<?>> changes = listing.changesFrom(shown);
    if (!changes.isEmpty()) {
      Workflow.upsertTypedSearchAttributes(changes.toArray(SearchAttributeUpdate<?>[]::new));
    }
    shown = listing;
    Workflow.setCurrentDetails(details(standing, listing));
  }

  private static String details(Standing standing, Listing listing) {
    return "Stage: %s%nNext: %s%nEngine acts: %s%nOwner: %s%nHolds: %s%n"
        .formatted(
            listing.stage(),
            standing.next(),
            listing.nextDue() == null ? "not by itself" : Deadline.UTC.format(listing.nextDue()),
            listing.owner() == null ? "none" : listing.owner(),
            listing.holds().isEmpty() ? "none" : String.join(", ", listing.holds()));
  }
}
