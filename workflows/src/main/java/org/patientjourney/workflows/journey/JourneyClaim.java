package org.patientjourney.workflows.journey;

import java.util.List;
import org.patientjourney.workflows.webhook.WebhookDeliveryId;

/**
 * What a run gets when it claims its journey.
 *
 * @param epoch of this run; a run with an older one can record nothing any more
 * @param awaited deliveries that reached us and are not applied yet: the line waits for them
 */
public record JourneyClaim(
    JourneyState state, long epoch, JourneyPolicy policy, List<WebhookDeliveryId> awaited) {
  public JourneyClaim {
    awaited = List.copyOf(awaited);
  }
}
