package org.patientjourney.app.webhook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/** Finds deliveries; of one without a journey also the journey that its ids suggest. */
public record StoredDeliveries(Jdbi jdbi, WebhookStore deliveries, ProviderReports reports) {

  List<WebhookDelivery> page(DeliveryQuery query, @Nullable String clinic, int limit) {
    return jdbi.onDemand(WebhookDeliveryDao.class)
        .findPage(
            query.state(),
            query.journey(),
            clinic,
            query.from(),
            query.to(),
            query.cursor().receivedAt(),
            query.cursor().id(),
            limit);
  }

  /** A key of one clinic sees no quarantine, which has no clinic. */
  Optional<WebhookDelivery> find(WebhookDeliveryId id, @Nullable String clinic) {
    return jdbi.onDemand(WebhookDeliveryDao.class)
        .find(id)
        .filter(
            row ->
                clinic == null
                    || (row.meetingId() != null
                        && row.meetingId().value().startsWith(clinic + ":")))
        .map(row -> suggested(List.of(row)).get(0));
  }

  DeliveryReading read(Handle handle, WebhookDeliveryId id) {
    return DeliveryReading.of(stored(handle, id), deliveries, reports);
  }

  /** Empty when it was erased. */
  Optional<DeliveryReading> readKept(Handle handle, WebhookDeliveryId id) {
    return Optional.of(stored(handle, id))
        .filter(stored -> !stored.isErased())
        .map(stored -> DeliveryReading.of(stored, deliveries, reports));
  }

  private static WebhookDelivery.WithBody stored(Handle handle, WebhookDeliveryId id) {
    return handle
        .attach(WebhookDeliveryDao.class)
        .findWithBody(id)
        .orElseThrow(() -> new IllegalStateException("no delivery " + id + ": a bug"));
  }

  /**
   * With the journeys that their ids suggest, and in quarantine the kind of event each would be.
   */
  List<WebhookDelivery> suggested(List<WebhookDelivery> rows) {
    String[] unplaced =
        rows.stream()
            .filter(
                row ->
                    row.state() == DeliveryState.QUARANTINED
                        || row.state() == DeliveryState.NEEDS_REVIEW)
            .map(row -> row.deliveryId().toString())
            .toArray(String[]::new);
    return unplaced.length == 0
        ? rows
        : jdbi.withHandle(handle -> suggested(handle, rows, unplaced));
  }

  private List<WebhookDelivery> suggested(
      Handle handle, List<WebhookDelivery> rows, String[] unplaced) {
    Map<WebhookDeliveryId, DeliveryReading> read =
        handle.attach(WebhookDeliveryDao.class).findAllWithBody(unplaced).stream()
            .filter(stored -> !stored.isErased())
            .map(stored -> DeliveryReading.of(stored, deliveries, reports))
            .collect(Collectors.toMap(each -> each.delivery().deliveryId(), each -> each));
    Suggestions suggestions = Suggestions.find(handle, read.values());
    return rows.stream()
        .map(
            row -> Optional.ofNullable(read.get(row.deliveryId())).map(suggestions::to).orElse(row))
        .toList();
  }
}
