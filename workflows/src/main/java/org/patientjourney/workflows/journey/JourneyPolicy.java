package org.patientjourney.workflows.journey;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.invite.SendHours;

/**
 * How long a journey waits for what. Comes in with the claim: a workflow never reads configuration.
 * A claim that was made before a term existed lacks it, and its run goes on as it began.
 *
 * @param linkLifetime how long an invite's link works after it was last sent
 * @param linkGrace how long an expired journey stays open for a late answer
 * @param reviewOverdue how long a deferred exam waits before a person is asked
 * @param inviteOverdue how long an invite may stay unsent before a person is asked
 * @param reminders after which times from its sending an invite is sent again
 * @param resendWithoutDecision whether a missed or not applicable exam is offered once more
 * @param redeliveryWindow how long a report without a decision that says the same as an earlier one
 *     is taken for the same report, delivered again
 * @param holdOverdue how often an alarm says that nobody has acted on a hold
 * @param fulfilment of prescriptions; without it an approval that may prescribe is left to a person
 * @param sendHours in which reminders and resends that no person asked for are sent; without them
 *     at any time
 */
public record JourneyPolicy(
    Duration linkLifetime,
    Duration linkGrace,
    Duration reviewOverdue,
    Duration inviteOverdue,
    List<Duration> reminders,
    boolean resendWithoutDecision,
    @Nullable Duration redeliveryWindow,
    @Nullable Duration holdOverdue,
    @Nullable FulfilmentPolicy fulfilment,
    @Nullable SendHours sendHours) {

  /**
   * The provider states 30 days for a resend; the first send is taken to be alike (4.2). Of its
   * three resends (4.5) one is left for a missed exam.
   */
  public static final JourneyPolicy STANDARD =
      new JourneyPolicy(
          Duration.ofDays(30),
          Duration.ofDays(7),
          Duration.ofDays(14),
          Duration.ofHours(1),
          List.of(Duration.ofDays(3), Duration.ofDays(10)),
          true,
          Duration.ofHours(24),
          Duration.ofDays(3),
          FulfilmentPolicy.STANDARD,
          SendHours.STANDARD);

  /** The terms that the first version of the line knew. */
  JourneyPolicy firstTerms() {
    return new JourneyPolicy(
        linkLifetime,
        linkGrace,
        reviewOverdue,
        inviteOverdue,
        List.of(),
        false,
        redeliveryWindow,
        null,
        null,
        null);
  }

  /** The terms that the second version of the line knew. */
  JourneyPolicy secondTerms() {
    return new JourneyPolicy(
        linkLifetime,
        linkGrace,
        reviewOverdue,
        inviteOverdue,
        reminders,
        resendWithoutDecision,
        redeliveryWindow,
        holdOverdue,
        null,
        null);
  }

  public JourneyPolicy {
    reminders = reminders == null ? List.of() : List.copyOf(reminders);
  }

  /** None in a claim that was made before the term existed. */
  public Duration redeliveryWindowOrNone() {
    return redeliveryWindow == null ? Duration.ZERO : redeliveryWindow;
  }
}
