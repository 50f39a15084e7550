package org.patientjourney.activities.qualiphy.wire;

import com.fasterxml.jackson.databind.JsonNode;
import org.patientjourney.workflows.fact.RxStatus;

/** The provider's {@code rx_status}, an open text (contract 5.4). */
public final class QualiphyRxStatus {
  /** The only one that is known to be good (contract 5.1). */
  private static final String CONFIRMED = "Pharmacy Confirmed";

  private QualiphyRxStatus() {}

  /** Null and blank say nothing; a placeholder such as "pending" is a status like any other. */
  public static RxStatus read(JsonNode value) {
    if (QualiphyStatus.isAbsent(value)) {
      return RxStatus.NOT_TOLD;
    }
    boolean isConfirmed = value.isTextual() && value.asText().strip().equalsIgnoreCase(CONFIRMED);
    return isConfirmed ? RxStatus.CONFIRMED : RxStatus.UNCONFIRMED;
  }
}
