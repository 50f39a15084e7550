package org.patientjourney.activities.qualiphy;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.hold.HoldReason;

/** Why the provider does not send an invite again. */
public enum ResendRefusal {
  /** The exam is decided, ended or cancelled. */
  NOT_PENDING(null),
  /** It was sent again as often as the provider allows. */
  LIMIT_REACHED(null),
  KEY_REFUSED(HoldReason.KEY_REFUSED),
  PROVIDER_NOT_CONFIGURED(HoldReason.PROVIDER_NOT_CONFIGURED),
  AGREEMENTS_UNSIGNED(HoldReason.AGREEMENTS_UNSIGNED),
  PRESCRIPTION_CONTRACT_UNSIGNED(HoldReason.PRESCRIPTION_CONTRACT_UNSIGNED),
  /** A 401 with a text that we do not know. */
  UNAUTHORIZED(HoldReason.UNAUTHORIZED),
  OTHER(null);

  private final @Nullable HoldReason holdReason;

  ResendRefusal(@Nullable HoldReason holdReason) {
    this.holdReason = holdReason;
  }

  /** What a person must mend at the account first; empty when it is not the account. */
  public Optional<HoldReason> holdReason() {
    return Optional.ofNullable(holdReason);
  }

  static ResendRefusal of(HoldReason unauthorized) {
    return Arrays.stream(values())
        .filter(refusal -> refusal.holdReason == unauthorized)
        .findFirst()
        .orElse(OTHER);
  }
}
