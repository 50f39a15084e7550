package org.patientjourney.activities.qualiphy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.hold.HoldReason;

/** What one call of {@code exam_invite_cancel} came to. */
public sealed interface CancelResult {

  /**
   * The patient exam is cancelled by this call.
   *
   * @param at the provider's time; null when it names none
   */
  record Cancelled(@Nullable Instant at) implements CancelResult {}

  /** It was cancelled before: by an earlier call, or in the portal. */
  record AlreadyCancelled() implements CancelResult {}

  /**
   * Too late: the exam has come to a decision, or to an end without one.
   *
   * @param status never {@code UNKNOWN}; the event that brings it may still be on its way
   */
  record Decided(ExamStatus status) implements CancelResult {}

  /** A 401: nothing is cancelled until a person acts. */
  record Refused(HoldReason reason, ProviderWords words) implements CancelResult {}

  /** The provider refused for a reason that we do not know. */
  record RefusedOther(ProviderWords words) implements CancelResult {}

  /** Surely no byte of the request reached the provider. */
  record NotSent(String cause) implements CancelResult {}

  /**
   * The provider did not take the request, and may take it later.
   *
   * @param retryAfter what it asked for, at most 10 minutes; null when it named no seconds
   */
  record RateLimited(@Nullable Duration retryAfter) implements CancelResult {}

  /** It is cancelled or not: the same call, made again, finds out. */
  record Unknown(String cause) implements CancelResult {}
}
