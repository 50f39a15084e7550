package org.patientjourney.activities.compliance;

import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/**
 * Who asks for personal data, at which endpoint, and why.
 *
 * @param caller the name of a bearer key
 * @param callerClinic the clinic that the key is limited to
 * @param mayRead whether the caller's role reads personal data at all
 * @param purpose text written by a person; null only for a caller who may not read
 */
public record AccessRequest(
    String caller,
    String role,
    @Nullable ClinicId callerClinic,
    PersonalEndpoint endpoint,
    boolean mayRead,
    @Nullable String purpose) {

  boolean mayRead(Subject subject) {
    return mayRead && (callerClinic == null || callerClinic.equals(subject.clinic()));
  }

  /** Without the purpose: it may name a patient. */
  @Override
  public String toString() {
    return "AccessRequest[" + caller + " " + endpoint + "]";
  }

  /** Whose data is asked for, by the ids in the request: none of them need exist. */
  public record Subject(
      @Nullable ClinicId clinic,
      @Nullable OrderId orderId,
      @Nullable JourneyId journeyId,
      @Nullable WebhookDeliveryId deliveryId) {
    /** What concerns no single clinic. */
    static final Subject NONE = new Subject(null, null, null, null);

    public static Subject of(@Nullable ClinicId clinic, @Nullable OrderId orderId) {
      return new Subject(clinic, orderId, null, null);
    }

    /** The id says to which order the journey belongs. */
    static Subject of(JourneyId journey) {
      String[] parts = journey.value().split(":", -1);
      return new Subject(new ClinicId(parts[0]), new OrderId(parts[1]), journey, null);
    }

    static Subject ofUnknown(WebhookDeliveryId delivery) {
      return new Subject(null, null, null, delivery);
    }
  }
}
