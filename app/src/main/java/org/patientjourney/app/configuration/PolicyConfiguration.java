package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.patientjourney.activities.followup.FollowUpPolicy;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.JourneyPolicy.FulfilmentPolicy;
import org.patientjourney.workflows.policy.SendHours;

/**
 * How long a journey waits for what.
 *
 * @param reminders after which times from its sending an invite is sent again; at most 3, as the
 *     provider takes no more resends (docs/provider.md, Resend)
 * @param redeliveryWindow how long a missed or not applicable exam that is reported in the same
 *     words is taken for one report, delivered again
 * @param clearanceValidity of a good faith approval
 * @param prescriptionOverdue after the approval, for event 2, before a person is asked
 * @param shipmentOverdue after the latest prescription, for each medicine's parcel
 * @param shipmentSettles how long after the latest parcel corrections are waited for
 */
public record PolicyConfiguration(
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration linkLifetime,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration linkGrace,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration reviewOverdue,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration inviteOverdue,
    @NotNull @Size(max = 3) List<@NotNull Duration> reminders,
    @NotNull Boolean resendWithoutDecision,
    @NotNull @MinDuration(value = 0, unit = TimeUnit.MILLISECONDS) Duration redeliveryWindow,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration holdOverdue,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration clearanceValidity,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration prescriptionOverdue,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration shipmentOverdue,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration shipmentSettles,
    @NotNull @Valid SendHoursConfiguration sendHours,
    @NotNull @Valid FollowUpConfiguration followUp) {
  static final PolicyConfiguration STANDARD =
      new PolicyConfiguration(
          Duration.days(JourneyPolicy.STANDARD.linkLifetime().toDays()),
          Duration.days(JourneyPolicy.STANDARD.linkGrace().toDays()),
          Duration.days(JourneyPolicy.STANDARD.reviewOverdue().toDays()),
          Duration.hours(JourneyPolicy.STANDARD.inviteOverdue().toHours()),
          JourneyPolicy.STANDARD.reminders().stream()
              .map(after -> Duration.days(after.toDays()))
              .toList(),
          JourneyPolicy.STANDARD.resendWithoutDecision(),
          Duration.days(JourneyPolicy.STANDARD.redeliveryWindow().toDays()),
          Duration.days(3),
          Duration.days(365),
          Duration.days(FulfilmentPolicy.STANDARD.prescriptionOverdue().toDays()),
          Duration.days(FulfilmentPolicy.STANDARD.shipmentOverdue().toDays()),
          Duration.days(FulfilmentPolicy.STANDARD.shipmentSettles().toDays()),
          SendHoursConfiguration.STANDARD,
          FollowUpConfiguration.STANDARD);

  public JourneyPolicy toPolicy(ProviderConfiguration provider) {
    return new JourneyPolicy(
        linkLifetime.toJavaDuration(),
        linkGrace.toJavaDuration(),
        reviewOverdue.toJavaDuration(),
        inviteOverdue.toJavaDuration(),
        reminders.stream().map(Duration::toJavaDuration).toList(),
        resendWithoutDecision,
        redeliveryWindow.toJavaDuration(),
        holdOverdue.toJavaDuration(),
        new FulfilmentPolicy(
            prescriptionOverdue.toJavaDuration(),
            shipmentOverdue.toJavaDuration(),
            shipmentSettles.toJavaDuration()),
        sendHours.toPolicy(),
        provider.longestCall());
  }

  public FollowUpPolicy toFollowUpPolicy() {
    return followUp.toPolicy(sendHours.toPolicy());
  }

  /**
   * The hours in which patients get unrequested messages, in their own zone.
   *
   * @param from the time of day from which they are
   * @param until the time of day from which they are not
   */
  public record SendHoursConfiguration(@NotNull LocalTime from, @NotNull LocalTime until) {
    static final SendHoursConfiguration STANDARD =
        new SendHoursConfiguration(SendHours.STANDARD.from(), SendHours.STANDARD.until());

    public SendHours toPolicy() {
      return new SendHours(from, until);
    }

    @JsonIgnore
    @ValidationMethod(message = "from must be earlier on the day than until")
    public boolean isOneSpanOfADay() {
      return from == null || until == null || from.isBefore(until);
    }
  }

  /**
   * When the follow-up of a GLP-1 visit is due.
   *
   * @param after the visit: three weeks
   * @param grace after which an overdue follow-up is an alarm
   */
  public record FollowUpConfiguration(
      @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration after,
      @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration grace) {
    static final FollowUpConfiguration STANDARD =
        new FollowUpConfiguration(Duration.days(21), Duration.days(2));

    public FollowUpPolicy toPolicy(SendHours sendHours) {
      return new FollowUpPolicy(after.toJavaDuration(), sendHours, grace.toJavaDuration());
    }
  }
}
