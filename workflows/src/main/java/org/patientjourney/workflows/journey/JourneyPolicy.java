package org.patientjourney.workflows.journey;

import java.time.Duration;

/**
 * How long a journey waits for what. Comes in with the claim: a workflow never reads configuration.
 *
 * @param linkLifetime how long an invite's link works after it was sent
 * @param linkGrace how long an expired journey stays open for a late answer
 * @param reviewOverdue how long a deferred exam waits before a person is asked
 * @param inviteOverdue how long an invite may stay unsent before a person is asked
 */
public record JourneyPolicy(
    Duration linkLifetime, Duration linkGrace, Duration reviewOverdue, Duration inviteOverdue) {

  /** The provider states 30 days for a resend; the first send is taken to be alike (4.2). */
  public static final JourneyPolicy STANDARD =
      new JourneyPolicy(
          Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(14), Duration.ofHours(1));
}
