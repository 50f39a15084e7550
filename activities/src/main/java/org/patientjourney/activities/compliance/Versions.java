package org.patientjourney.activities.compliance;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/**
 * The versions of one medicine or parcel: the latest is current, each other one is superseded by
 * the next.
 *
 * @param <T> one version
 */
final class Versions<T> {
  private final List<T> oldestFirst;
  private final Function<T, String> identity;
  private final Function<T, WebhookDeliveryId> delivery;

  Versions(
      List<T> oldestFirst, Function<T, String> identity, Function<T, WebhookDeliveryId> delivery) {
    this.oldestFirst = List.copyOf(oldestFirst);
    this.identity = identity;
    this.delivery = delivery;
  }

  /** The later delivery that reports the same item. Two reports in one delivery are two items. */
  @Nullable WebhookDeliveryId successorOf(T one) {
    return oldestFirst.subList(oldestFirst.indexOf(one) + 1, oldestFirst.size()).stream()
        .filter(later -> identity.apply(later).equals(identity.apply(one)))
        .map(delivery)
        .filter(id -> !id.equals(delivery.apply(one)))
        .findFirst()
        .orElse(null);
  }
}
