package org.patientjourney.workflows.policy;

import java.time.Duration;
import java.util.List;

/**
 * How long a journey waits for what. Comes in with the claim: a workflow never reads configuration.
 *
 * @param linkLifetime how long an invite's link works after it was last sent
 * @param linkGrace how long an expired journey stays open for a late answer
 * @param reviewOverdue how long a deferred exam waits before a person is asked
 * @param inviteOverdue how long an invite may stay unsent before a person is asked
 * @param reminders after which times from its sending an invite is sent again
 * @param resendWithoutDecision whether a missed or not applicable exam is offered once more
 * @param redeliveryWindow how long a report without a decision that says the same as an earlier one
 *     is taken for the same report, delivered again
 * @param holdOverdue how often an alarm repeats that a hold is open
 * @param fulfilment how long prescriptions and parcels are waited for
 * @param sendHours in which reminders and resends that no person asked for are sent
 * @param providerCall how long one call to the provider may take
 */
public record JourneyPolicy(
    Duration linkLifetime,
    Duration linkGrace,
    Duration reviewOverdue,
    Duration inviteOverdue,
    List<Duration> reminders,
    boolean resendWithoutDecision,
    Duration redeliveryWindow,
    Duration holdOverdue,
    FulfilmentPolicy fulfilment,
    SendHours sendHours,
    Duration providerCall) {

  /**
   * The provider states 30 days for a resend; the first send is taken to be alike. Of its three
   * resends one is left for a missed exam.
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
          SendHours.STANDARD,
          Duration.ofSeconds(62));

  public JourneyPolicy {
    reminders = List.copyOf(reminders);
  }

  /**
   * How long a journey waits after an approval that may prescribe.
   *
   * @param prescriptionOverdue after the approval, for event 2, before a person is asked
   * @param shipmentOverdue after the latest prescription, for each medicine's parcel
   * @param shipmentSettles how long after the latest parcel corrections are waited for
   */
  public record FulfilmentPolicy(
      Duration prescriptionOverdue, Duration shipmentOverdue, Duration shipmentSettles) {

    /** No source names the first two; the third is ours. */
    public static final FulfilmentPolicy STANDARD =
        new FulfilmentPolicy(Duration.ofDays(3), Duration.ofDays(10), Duration.ofDays(7));
  }
}
