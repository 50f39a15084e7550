package org.patientjourney.workflows.journal;

import org.patientjourney.workflows.fact.WebhookDeliveryId;

/** A webhook delivery that the journey has merged, and its effect. */
public record AppliedDelivery(WebhookDeliveryId deliveryId, Effect effect) {
  /** However often it is received: a delivery about another patient exam has no effect. */
  public static AppliedDelivery of(
      WebhookDeliveryId deliveryId, Effect effect, boolean matchesPatientExam) {
    return new AppliedDelivery(deliveryId, matchesPatientExam ? effect : Effect.NOT_BELIEVED);
  }

  public enum Effect {
    FACT,
    DUPLICATE,
    AMENDMENT,
    /** It names another patient exam: a person has to look. */
    NOT_BELIEVED
  }
}
