package org.patientjourney.activities.qualiphy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one call of {@code exam_invite_resend} came to. */
public sealed interface ResendResult {

  /** The provider sent e-mail and SMS again; the link lives 30 days from now (contract 4.5). */
  record Sent() implements ResendResult {}

  /** Surely no byte of the request reached the provider: it may be sent again. */
  record NotSent(String cause) implements ResendResult {}

  /**
   * The provider did not take the request, and may take it later.
   *
   * @param retryAfter what it asked for, at most 10 minutes; null when it named no seconds
   */
  record RateLimited(@Nullable Duration retryAfter) implements ResendResult {}

  /** The provider refused: nothing was sent, and the same request will be refused again. */
  record Refused(ResendRefusal refusal, ProviderWords words) implements ResendResult {}

  /** It was sent or not; sending again may cost one more of the tries. */
  record Unknown(String cause) implements ResendResult {}
}
