package org.patientjourney.activities.compliance;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.followup.OwedFollowUp;
import org.patientjourney.activities.invite.AttemptStore;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.pdf.PdfCopyDao;
import org.patientjourney.activities.pdf.PdfCopyStore;
import org.patientjourney.activities.qualiphy.webhook.ConsultationDetail;
import org.patientjourney.activities.qualiphy.webhook.Parcel;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.report.ConsultationDao;
import org.patientjourney.activities.report.ConsultationRow;
import org.patientjourney.activities.report.PrescribedMedicine;
import org.patientjourney.activities.report.PrescriptionDao;
import org.patientjourney.activities.report.PrescriptionRow;
import org.patientjourney.activities.report.ReportedConsultation;
import org.patientjourney.activities.report.ShipmentDao;
import org.patientjourney.activities.report.ShipmentRow;
import org.patientjourney.activities.report.ShippedParcel;
import org.patientjourney.activities.webhook.QuarantineDao;
import org.patientjourney.activities.webhook.QuarantinedRow;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.pdf.PdfCopyId;

/**
 * Opens personal data for a caller: first the line in the access log, then the data, in one
 * transaction. Whoever may not read gets what there is for a wrong id: nothing.
 */
public final class PersonalReads {
  private final Jdbi jdbi;
  private final Encryption encryption;
  private final AccessLog log;

  public PersonalReads(Jdbi jdbi, Encryption encryption, AccessLog log) {
    this.jdbi = jdbi;
    this.encryption = encryption;
    this.log = log;
  }

  public Optional<Order> order(AccessRequest request, ClinicId clinic, OrderId orderId) {
    return jdbi.inTransaction(
        handle ->
            log.open(
                handle,
                request,
                Subject.of(clinic, orderId),
                handle.attach(OrderDao.class).findContent(clinic, orderId),
                content -> {
                  String context = OrderStore.context(clinic, orderId);
                  return StoredJson.read(encryption.decryptText(content, context), Order.class);
                }));
  }

  /** The link of the latest attempt that the provider answered; empty without a journey. */
  public Optional<InviteLink> inviteLink(AccessRequest request, JourneyId journey) {
    return jdbi.inTransaction(
        handle -> {
          Subject subject = Subject.of(journey);
          Optional<StoredLink> stored = handle.attach(PersonalDao.class).findLink(journey);
          Optional<InviteLink> known =
              log.open(handle, request, subject, stored.filter(StoredLink::isKnown), this::opened);
          return known.or(
              () ->
                  stored
                      .filter(link -> request.mayRead(subject))
                      .map(link -> InviteLink.Missing.of(link.state())));
        });
  }

  /** Whether only those who dispense may read a delivery's body. */
  public boolean isForDispensingAlone(WebhookDeliveryId id) {
    return jdbi.withExtension(PersonalDao.class, dao -> dao.mayBeControlled(id));
  }

  /** The same of a PDF, by the event that brought its link. */
  public boolean isForDispensingAlone(PdfCopyId copy) {
    return jdbi.withExtension(
        PersonalDao.class,
        dao ->
            dao.findDeliveryOfPdf(copy.journeyId(), copy.digest())
                .filter(dao::mayBeControlled)
                .isPresent());
  }

  /** The body of a delivery, byte by byte as it came. */
  public Optional<byte[]> deliveryBody(AccessRequest request, WebhookDeliveryId id) {
    return jdbi.inTransaction(
        handle -> {
          Optional<StoredBody> stored = handle.attach(PersonalDao.class).findDelivery(id);
          Optional<QuarantinedRow> quarantined = handle.attach(QuarantineDao.class).find(id);
          if (quarantined.isPresent()) {
            return log.open(
                handle,
                request,
                Subject.ofUnknown(id),
                quarantined.map(QuarantinedRow::body),
                body -> encryption.decrypt(body, WebhookStore.quarantineContext(id)));
          }
          Subject subject = stored.map(StoredBody::subject).orElseGet(() -> Subject.ofUnknown(id));
          return log.open(
              handle,
              request,
              subject,
              stored.map(StoredBody::body),
              body -> encryption.decrypt(body, WebhookStore.context(id)));
        });
  }

  /** Our copy of an exam's PDF, as it came. */
  public Optional<byte[]> pdf(AccessRequest request, PdfCopyId copy) {
    return jdbi.inTransaction(
        handle ->
            log.open(
                handle,
                request,
                Subject.of(copy.journeyId()),
                handle.attach(PdfCopyDao.class).findContent(copy),
                content -> encryption.decrypt(content, PdfCopyStore.contentContext(copy))));
  }

  /** Why a follow-up was waived. */
  public Optional<String> waiver(AccessRequest request, JourneyId visit) {
    return jdbi.inTransaction(
        handle ->
            log.open(
                handle,
                request,
                Subject.of(visit),
                handle.attach(PersonalDao.class).findWaiver(visit),
                words -> encryption.decryptText(words, OwedFollowUp.waiverContext(visit))));
  }

  /** What the provider said of a journey's exam, oldest first; empty without a journey. */
  public Optional<List<ReportedConsultation>> consultations(
      AccessRequest request, JourneyId journey, boolean mayReadControlled) {
    return ofJourney(
        request,
        journey,
        handle ->
            handle.attach(ConsultationDao.class).findByJourney(journey).stream()
                .map(said -> opened(handle, said, mayReadControlled)));
  }

  /** What was prescribed on a journey, oldest first; empty without a journey. */
  public Optional<List<PrescribedMedicine>> prescriptions(
      AccessRequest request, JourneyId journey, boolean mayReadControlled) {
    return ofJourney(
        request,
        journey,
        handle ->
            prescriptions(
                handle.attach(PrescriptionDao.class).findByJourney(journey), mayReadControlled)
                .stream());
  }

  /** What was shipped on a journey, oldest first; empty without a journey. */
  public Optional<List<ShippedParcel>> shipments(AccessRequest request, JourneyId journey) {
    return ofJourney(
        request,
        journey,
        handle -> shipments(handle.attach(ShipmentDao.class).findByJourney(journey)).stream());
  }

  private <T> Optional<List<T>> ofJourney(
      AccessRequest request, JourneyId journey, Function<Handle, Stream<T>> reading) {
    return jdbi.inTransaction(
        handle ->
            log.open(
                handle,
                request,
                Subject.of(journey),
                handle.attach(JourneyDao.class).find(journey),
                row -> reading.apply(handle).toList()));
  }

  private ReportedConsultation opened(
      Handle handle, ConsultationRow row, boolean mayReadControlled) {
    boolean isShown =
        mayReadControlled || !handle.attach(PersonalDao.class).mayBeControlled(row.deliveryId());
    return new ReportedConsultation(
        row.deliveryId(),
        row.event(),
        row.attempt(),
        row.examStatus(),
        row.receivedAt(),
        isShown
            ? ReportedConsultation.Words.of(
                StoredJson.read(
                    encryption.decryptText(row.detail(), row.context()), ConsultationDetail.class))
            : null);
  }

  private List<PrescribedMedicine> prescriptions(
      List<PrescriptionRow> rows, boolean mayReadControlled) {
    Versions<PrescriptionRow> versions =
        new Versions<>(
            rows,
            row -> Objects.requireNonNullElse(row.prescriptionId(), ""),
            PrescriptionRow::deliveryId);
    return rows.stream()
        .map(row -> opened(row, versions.successorOf(row), mayReadControlled))
        .toList();
  }

  private List<ShippedParcel> shipments(List<ShipmentRow> rows) {
    List<ShippedParcel> parcels = rows.stream().map(this::opened).toList();
    Versions<ShippedParcel> versions =
        new Versions<>(parcels, told -> told.parcel().key(), ShippedParcel::deliveryId);
    return parcels.stream().map(told -> told.supersededBy(versions.successorOf(told))).toList();
  }

  private PrescribedMedicine opened(
      PrescriptionRow row, @Nullable WebhookDeliveryId supersededBy, boolean mayReadControlled) {
    boolean isShown = mayReadControlled || !row.controlled();
    return new PrescribedMedicine(
        row.prescriptionId(),
        row.controlled(),
        row.confirmed(),
        row.deliveryId(),
        row.receivedAt(),
        supersededBy,
        isShown
            ? StoredJson.read(
                encryption.decryptText(row.detail(), row.context()), PrescriptionItem.class)
            : null);
  }

  private ShippedParcel opened(ShipmentRow row) {
    String detail = encryption.decryptText(row.detail(), row.context());
    return new ShippedParcel(
        row.deliveryId(), row.receivedAt(), null, StoredJson.read(detail, Parcel.class));
  }

  private InviteLink opened(StoredLink link) {
    byte[] url = link.meetingUrl();
    Integer number = link.number();
    if (url == null || number == null) {
      throw new IllegalStateException("expected a link of " + link.meetingId() + ": a bug");
    }
    String context = AttemptStore.linkContext(link.meetingId(), number);
    return new InviteLink.Known(encryption.decryptText(url, context));
  }
}
