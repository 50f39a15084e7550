package org.patientjourney.activities.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/**
 * One line of the access log, opened.
 *
 * @param clinic whose data it was
 * @param purpose a person's words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccessLine(
    long accessId,
    Instant at,
    String caller,
    String role,
    @Nullable ClinicId callerClinic,
    PersonalEndpoint door,
    AccessOutcome outcome,
    @Nullable ClinicId clinic,
    @Nullable OrderId orderId,
    @Nullable JourneyId journeyId,
    @Nullable WebhookDeliveryId deliveryId,
    @Nullable String purpose) {

  static AccessLine of(AccessLogRow row, @Nullable String purpose) {
    return new AccessLine(
        row.accessId(),
        row.at(),
        row.caller(),
        row.role(),
        row.callerClinic(),
        row.door(),
        row.outcome(),
        row.clinic(),
        row.orderId(),
        row.journeyId(),
        row.deliveryId(),
        purpose);
  }

  /** Without the purpose: it may name a patient. */
  @Override
  public String toString() {
    return "AccessLine[" + accessId + " " + caller + " " + door + " " + outcome + "]";
  }
}
