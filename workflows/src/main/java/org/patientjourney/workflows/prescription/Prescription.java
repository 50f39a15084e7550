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
 * @param status unless it confirms, nothing was prescribed
 */
public record Prescription(
    int attempt,
    List<PrescriptionId> medicines,
    @Nullable Integer orderSet,
    boolean controlled,
    PrescriptionStatus status,
    Instant receivedAt) {

  public Prescription {
    medicines = List.copyOf(medicines);
  }

  public boolean isConfirmed() {
    return status.isConfirmed();
  }

  /** Whether it leaves no question that a later event 2 would answer. */
  boolean isClear() {
    return isConfirmed() && status.medicinesKnown();
  }

  /** Whether a later event 2 says what this one left open. */
  boolean isAnsweredBy(Prescription later) {
    return later.isClear()
        && later.receivedAt.isAfter(receivedAt)
        && later.medicines.containsAll(medicines);
  }
}
