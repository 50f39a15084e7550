package org.patientjourney.activities.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.OrderId;

/**
 * A row of {@code store_delivery}, without its body.
 *
 * @param topic as the store's header names it, which no signature covers
 * @param orderId ours, of the store's order; null when it was not read
 * @param changedAt when the order was changed last, by the store's clock
 * @param outcome null until it is understood
 * @param problems what is missing or wrong, as JSON, without personal data
 */
public record StoreDelivery(
    long id,
    ClinicId clinic,
    StorePlatform platform,
    @Nullable String topic,
    @Nullable String storeDeliveryId,
    Instant receivedAt,
    @Nullable OrderId orderId,
    @Nullable Instant changedAt,
    @Nullable StoreOutcome outcome,
    @Nullable String problems,
    int attempts) {}
