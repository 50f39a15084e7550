package org.patientjourney.workflows.journal;

import org.patientjourney.workflows.fact.WebhookDeliveryId;

/** A webhook delivery that the journey has dealt with, and what it came to. */
public record AppliedDelivery(WebhookDeliveryId deliveryId, Effect effect) {

  /** What a delivery did to its journey. */
  public enum Effect {
    FACT,
    DUPLICATE,
    AMENDMENT,
    /** It names another patient exam: nothing of it is this journey's until a person has looked. */
    NOT_BELIEVED
  }
}
