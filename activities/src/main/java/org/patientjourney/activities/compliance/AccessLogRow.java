package org.patientjourney.activities.compliance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/**
 * A row of {@code access_log}.
 *
 * @param purpose encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
public record AccessLogRow(
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
    byte @Nullable [] purpose) {}
