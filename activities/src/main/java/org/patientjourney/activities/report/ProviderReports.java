package org.patientjourney.activities.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.webhook.ConsultationDetail;
import org.patientjourney.activities.qualiphy.webhook.Parcel;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;

/** Reads the provider's reports from the stored bodies of deliveries that a journey has applied. */
public record ProviderReports(Encryption encryption, QualiphyWebhookReader reader) {

  public Reading read(WebhookDelivery.WithBody stored) {
    return read(stored.delivery(), stored.opened(encryption));
  }

  public Reading read(WebhookDelivery delivery, byte[] body) {
    return delivery.truncated() || delivery.misencoded()
        ? new Reading.Unreadable("the body is not as its header announces it")
        : reader.read(body);
  }

  /** What events 1 and 2 say about the exam, oldest first. */
  public List<ReportedConsultation> consultations(
      Handle handle, JourneyId journey, boolean mayReadControlled) {
    return reported(handle, journey, Reading.ExamReport.class, List::of).stream()
        .map(
            each ->
                new ReportedConsultation(
                    each.delivery().deliveryId(),
                    each.event() instanceof Reading.Consultation ? 1 : 2,
                    each.delivery().knownAttempt(),
                    each.event().exam(),
                    each.delivery().receivedAt(),
                    mayReadControlled || !mayBeControlled(each.event())
                        ? ReportedConsultation.Words.of(each.event().detail())
                        : null))
        .toList();
  }

  /** The medicines of each event 2, oldest first. */
  public List<PrescribedMedicine> prescriptions(
      Handle handle, JourneyId journey, boolean mayReadControlled) {
    var reported =
        reported(handle, journey, Reading.Prescription.class, Reading.Prescription::items);
    return reported.stream()
        .map(
            each ->
                new PrescribedMedicine(
                    each.item().prescriptionId(),
                    each.item().isControlled(),
                    each.event().status().isConfirmed(),
                    each.delivery().deliveryId(),
                    each.delivery().receivedAt(),
                    successor(reported, each, PrescriptionItem::prescriptionId),
                    each.item().isControlled() && !mayReadControlled ? null : each.item()))
        .toList();
  }

  /** The parcels of each event 3, with or without a tracking number, oldest first. */
  public List<ShippedParcel> shipments(Handle handle, JourneyId journey) {
    var reported = reported(handle, journey, Reading.Shipment.class, Reading.Shipment::parcels);
    return reported.stream()
        .map(
            each ->
                new ShippedParcel(
                    each.delivery().deliveryId(),
                    each.delivery().receivedAt(),
                    successor(reported, each, Parcel::key),
                    each.item()))
        .toList();
  }

  /**
   * Whether a stored body may name a controlled substance, as any may whose sender is unknown;
   * false for one that is not stored, or erased.
   */
  public boolean mayBeControlled(Handle handle, WebhookDeliveryId id) {
    return handle
        .attach(WebhookDeliveryDao.class)
        .findWithBody(id)
        .filter(stored -> !stored.isErased())
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

  /** One item of an event. */
  private record Reported<E, T>(WebhookDelivery delivery, E event, T item) {}

  private <E, T> List<Reported<E, T>> reported(
      Handle handle, JourneyId journey, Class<E> kind, Function<E, List<T>> items) {
    List<Reported<E, T>> reported = new ArrayList<>();
    for (WebhookDelivery.WithBody stored :
        handle.attach(WebhookDeliveryDao.class).findApplied(journey)) {
      Reading reading = read(stored);
      if (kind.isInstance(reading)) {
        E event = kind.cast(reading);
        items
            .apply(event)
            .forEach(item -> reported.add(new Reported<>(stored.delivery(), event, item)));
      }
    }
    return reported;
  }

  /**
   * The next delivery that reports the same item: it supersedes this one. Two reports in one
   * delivery are two items, and what has no id has no successor.
   */
  private static <E, T> @Nullable WebhookDeliveryId successor(
      List<Reported<E, T>> oldestFirst,
      Reported<E, T> item,
      Function<T, @Nullable String> identity) {
    String own = identity.apply(item.item());
    return oldestFirst.subList(oldestFirst.indexOf(item) + 1, oldestFirst.size()).stream()
        .filter(later -> own != null && own.equals(identity.apply(later.item())))
        .map(later -> later.delivery().deliveryId())
        .filter(id -> !id.equals(item.delivery().deliveryId()))
        .findFirst()
        .orElse(null);
  }

  /**
   * One prescribed medicine. Health data; prints its id.
   *
   * @param confirmed false when the event's status is denied, cancelled, rejected or not known
   * @param deliveryId of the event 2 that reported it
   * @param supersededBy the later delivery that reported the same medicine; null if there is none
   * @param medicine null when it is a controlled substance and the reader may not read those
   */
  public record PrescribedMedicine(
      @Nullable String prescriptionId,
      boolean controlled,
      boolean confirmed,
      WebhookDeliveryId deliveryId,
      Instant receivedAt,
      @Nullable WebhookDeliveryId supersededBy,
      @Nullable PrescriptionItem medicine) {
    @Override
    public String toString() {
      return "PrescribedMedicine[" + prescriptionId + "]";
    }
  }

  /**
   * One parcel. Personal data; prints nothing of it.
   *
   * @param deliveryId of the event 3 that reported it
   * @param supersededBy the later delivery that reported the same parcel; null if there is none
   */
  public record ShippedParcel(
      WebhookDeliveryId deliveryId,
      Instant receivedAt,
      @Nullable WebhookDeliveryId supersededBy,
      Parcel parcel) {
    @Override
    public String toString() {
      return "ShippedParcel[" + receivedAt + "]";
    }
  }

  /**
   * What one event 1 or 2 says about a consultation. Health data; prints its id.
   *
   * @param event 1 or 2
   * @param status null when an event 2 did not repeat it
   * @param words null when they may name a controlled substance and the reader may not read those
   */
  public record ReportedConsultation(
      WebhookDeliveryId deliveryId,
      int event,
      int attempt,
      @Nullable ExamStatus status,
      Instant receivedAt,
      @Nullable Words words) {

    /**
     * The provider's texts, without the link to the PDF, which is copied, and the patient's
     * answers, which stay in the delivery's body.
     *
     * @param reason of the decision
     * @param examStatus as sent
     * @param rxStatus as sent
     */
    public record Words(
        @Nullable String reason,
        @Nullable String examStatus,
        @Nullable String rxStatus,
        @Nullable String examName,
        @Nullable String clinicName,
        @Nullable String providerName) {
      static Words of(ConsultationDetail detail) {
        return new Words(
            detail.reason(),
            detail.rawStatus(),
            detail.rxStatus(),
            detail.examName(),
            detail.clinicName(),
            detail.providerName());
      }

      @Override
      public String toString() {
        return "Words[not shown]";
      }
    }

    @Override
    public String toString() {
      return "ReportedConsultation[" + deliveryId + "]";
    }
  }
}
