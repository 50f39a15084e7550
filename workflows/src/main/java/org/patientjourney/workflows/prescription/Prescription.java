package org.patientjourney.workflows.prescription;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event 2 told: that medicines were prescribed, and which. Their names stay in PostgreSQL.
 *
 * @param medicines the provider's ids, sorted; empty when the event named none
 * @param orderSet the package that the clinician chose, perhaps not the one ordered
 * @param controlled whether one of the medicines is a controlled substance
 */
public record Prescription(
    int attempt,
    List<PrescriptionId> medicines,
    @Nullable Integer orderSet,
    boolean controlled,
    Instant receivedAt) {

  public Prescription {
    medicines = List.copyOf(medicines);
  }
}
