package org.patientjourney.activities.qualiphy.wire;

import com.fasterxml.jackson.databind.JsonNode;
import org.patientjourney.workflows.fact.RxStatus;

/** Reads {@code rx_status}, an open text. */
public final class QualiphyRxStatus {
  /** The only known value that confirms. */
  private static final String CONFIRMED = "Pharmacy Confirmed";

  private QualiphyRxStatus() {}

  /** Null and blank are no status; a placeholder such as "pending" is one. */
  public static RxStatus read(JsonNode value) {
    if (QualiphyStatus.isAbsent(value)) {
      return RxStatus.NOT_TOLD;
    }
    boolean isConfirmed = value.isTextual() && value.asText().strip().equalsIgnoreCase(CONFIRMED);
    return isConfirmed ? RxStatus.CONFIRMED : RxStatus.UNCONFIRMED;
  }
}
