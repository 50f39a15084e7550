package org.patientjourney.workflows.hold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reason why a person must act.
 *
 * @param field the JSON pointer of our field, when the provider refused one
 * @param askedAgainAt when an alarm last repeated that the hold is open
 */
public record Hold(
    HoldReason reason, Instant since, @Nullable String field, @Nullable Instant askedAgainAt) {

  public Hold(HoldReason reason, Instant since, @Nullable String field) {
    this(reason, since, field, null);
  }

  public Hold askedAgain(Instant now) {
    return new Hold(reason, since, field, now);
  }

  /** When its last alarm was raised. */
  public Instant lastAskedAt() {
    return askedAgainAt == null ? since : askedAgainAt;
  }
}
