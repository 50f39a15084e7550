package org.patientjourney.activities.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/**
 * One line of the access log.
 *
 * @param clinic of the data
 * @param purpose text written by a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccessLine(
    long accessId,
    Instant at,
    String caller,
    String role,
    @Nullable ClinicId callerClinic,
    PersonalEndpoint endpoint,
    Outcome outcome,
    @Nullable ClinicId clinic,
    @Nullable OrderId orderId,
    @Nullable JourneyId journeyId,
    @Nullable WebhookDeliveryId deliveryId,
    @Nullable String purpose) {

  /** The result of a read. Stored: names are permanent. */
  public enum Outcome {
    READ,
    /** The caller may, but there is nothing. */
    ABSENT,
    /** The wrong role, or the data of another clinic. */
    DENIED
  }

  AccessLine withPurpose(@Nullable String opened) {
    return new AccessLine(
        accessId,
        at,
        caller,
        role,
        callerClinic,
        endpoint,
        outcome,
        clinic,
        orderId,
        journeyId,
        deliveryId,
        opened);
  }

  /** Without the purpose: it may name a patient. */
  @Override
  public String toString() {
    return "AccessLine[" + accessId + " " + caller + " " + endpoint + " " + outcome + "]";
  }
}
