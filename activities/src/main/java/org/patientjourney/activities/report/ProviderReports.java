package org.patientjourney.activities.report;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.webhook.DeliveryState;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;

/** Reads the provider's reports from the stored bodies of deliveries that a journey has applied. */
public final class ProviderReports {
  private final Encryption encryption;
  private final QualiphyWebhookReader reader;

  public ProviderReports(Encryption encryption, QualiphyWebhookReader reader) {
    this.encryption = encryption;
    this.reader = reader;
  }

  public Reading read(WebhookDelivery.WithBody stored) {
    return read(
        stored.delivery(),
        encryption.decrypt(stored.body(), WebhookStore.context(stored.delivery().deliveryId())));
  }

  public Reading read(WebhookDelivery delivery, byte[] body) {
    return delivery.truncated() || delivery.misencoded()
        ? new Reading.Unreadable("the body is not as its sender announced it")
        : reader.read(body);
  }

  /** What events 1 and 2 say about the exam, oldest first. */
  public List<ReportedConsultation> consultations(
      Handle handle, JourneyId journey, boolean mayReadControlled) {
    return applied(handle, journey)
        .flatMap(
            stored -> {
              Reading reading = read(stored);
              boolean isShown = mayReadControlled || !mayBeControlled(reading);
              return ReportedConsultation.of(stored.delivery(), reading, isShown).stream();
            })
        .toList();
  }

  /** The medicines of each event 2, oldest first. */
  public List<PrescribedMedicine> prescriptions(
      Handle handle, JourneyId journey, boolean mayReadControlled) {
    List<PrescribedMedicine> medicines =
        applied(handle, journey)
            .flatMap(stored -> PrescribedMedicine.of(stored.delivery(), read(stored)))
            .toList();
    return medicines.stream()
        .map(
            medicine ->
                medicine.shown(
                    mayReadControlled,
                    successor(
                        medicines,
                        medicine,
                        each -> Objects.requireNonNullElse(each.prescriptionId(), ""),
                        PrescribedMedicine::deliveryId)))
        .toList();
  }

  /** The parcels of each event 3, with or without a tracking number, oldest first. */
  public List<ShippedParcel> shipments(Handle handle, JourneyId journey) {
    List<ShippedParcel> parcels =
        applied(handle, journey)
            .flatMap(stored -> ShippedParcel.of(stored.delivery(), read(stored)))
            .toList();
    return parcels.stream()
        .map(
            parcel ->
                parcel.supersededBy(
                    successor(
                        parcels, parcel, each -> each.parcel().key(), ShippedParcel::deliveryId)))
        .toList();
  }

  /**
   * Whether a stored body may name a controlled substance, as any may whose sender is unknown;
   * false for one that is not stored.
   */
  public boolean mayBeControlled(Handle handle, WebhookDeliveryId id) {
    return handle
        .attach(WebhookDeliveryDao.class)
        .findWithBody(id)
        .map(
            stored ->
                stored.delivery().state() == DeliveryState.QUARANTINED
                    || mayBeControlled(read(stored)))
        .orElse(false);
  }

  /** Everything may, except events 1 and 3, and an event 2 whose medicines are all known not to. */
  private static boolean mayBeControlled(Reading reading) {
    if (reading instanceof Reading.Prescription event) {
      return event.items().isEmpty()
          || event.items().stream().anyMatch(PrescriptionItem::isControlled);
    }
    return !(reading instanceof Reading.Consultation || reading instanceof Reading.Shipment);
  }

  private static Stream<WebhookDelivery.WithBody> applied(Handle handle, JourneyId journey) {
    return handle.attach(WebhookDeliveryDao.class).findApplied(journey).stream();
  }

  /**
   * The next delivery that reports the same item: it supersedes this one. Two reports in one
   * delivery are two items.
   */
  private static <T> @Nullable WebhookDeliveryId successor(
      List<T> oldestFirst,
      T item,
      Function<T, String> identity,
      Function<T, WebhookDeliveryId> delivery) {
    return oldestFirst.subList(oldestFirst.indexOf(item) + 1, oldestFirst.size()).stream()
        .filter(later -> identity.apply(later).equals(identity.apply(item)))
        .map(delivery)
        .filter(id -> !id.equals(delivery.apply(item)))
        .findFirst()
        .orElse(null);
  }
}
