package org.patientjourney.activities.compliance;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.compliance.PersonalDao.StoredBody;
import org.patientjourney.activities.compliance.PersonalDao.StoredLink;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.followup.OwedFollowUp;
import org.patientjourney.activities.invite.AttemptStore;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.pdf.PdfCopyActivitiesImpl;
import org.patientjourney.activities.pdf.PdfCopyDao;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.report.PrescribedMedicine;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.report.ReportedConsultation;
import org.patientjourney.activities.report.ShippedParcel;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.pdf.PdfCopyId;

/**
 * Opens personal data for a caller: first the line in the access log, then the data, in one
 * transaction. A caller who may not read gets the same as for a wrong id: nothing.
 */
public final class PersonalReads {
  private final Jdbi jdbi;
  private final Encryption encryption;
  private final ProviderReports reports;
  private final AccessLog log;

  public PersonalReads(Jdbi jdbi, Encryption encryption, ProviderReports reports, AccessLog log) {
    this.jdbi = jdbi;
    this.encryption = encryption;
    this.reports = reports;
    this.log = log;
  }

  public Optional<Order> order(AccessRequest request, ClinicId clinic, OrderId orderId) {
    String context = OrderStore.context(clinic, orderId);
    return log.read(
        request,
        Subject.of(clinic, orderId),
        handle -> handle.attach(OrderDao.class).findContent(clinic, orderId),
        (handle, content) ->
            StoredJson.read(encryption.decryptText(content, context), Order.class));
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

  private InviteLink opened(StoredLink link) {
    byte[] url = link.meetingUrl();
    Integer number = link.number();
    if (url == null || number == null) {
      throw new IllegalStateException("expected a link of " + link.meetingId() + ": a bug");
    }
    String context = AttemptStore.linkContext(link.meetingId(), number);
    return new InviteLink.Known(encryption.decryptText(url, context));
  }

  /** Whether a body may name a controlled substance: only dispensing roles may read it then. */
  public boolean isForDispensingAlone(WebhookDeliveryId id) {
    return jdbi.withHandle(handle -> isForDispensingAlone(handle, id));
  }

  /** Whether a PDF is for dispensing only, as its event is. */
  public boolean isForDispensingAlone(PdfCopyId copy) {
    return jdbi.withHandle(
        handle ->
            handle
                .attach(PersonalDao.class)
                .findDeliveryOfPdf(copy.journeyId(), copy.digest())
                .filter(id -> isForDispensingAlone(handle, id))
                .isPresent());
  }

  private boolean isForDispensingAlone(Handle handle, WebhookDeliveryId id) {
    return reports.mayBeControlled(handle, id)
        || handle
            .attach(PersonalDao.class)
            .findBody(id)
            .filter(StoredBody::quarantined)
            .isPresent();
  }

  /** The body of a delivery, byte by byte as it came. */
  public Optional<byte[]> deliveryBody(AccessRequest request, WebhookDeliveryId id) {
    return jdbi.inTransaction(
        handle -> {
          Optional<StoredBody> stored = handle.attach(PersonalDao.class).findBody(id);
          Subject subject = stored.map(StoredBody::subject).orElseGet(() -> Subject.ofUnknown(id));
          return log.open(
              handle,
              request,
              subject,
              stored,
              found -> encryption.decrypt(found.body(), found.context()));
        });
  }

  /** The copy of an exam's PDF, as it came. */
  public Optional<byte[]> pdf(AccessRequest request, PdfCopyId copy) {
    return log.read(
        request,
        Subject.of(copy.journeyId()),
        handle -> handle.attach(PdfCopyDao.class).findContent(copy),
        (handle, content) ->
            encryption.decrypt(content, PdfCopyActivitiesImpl.contentContext(copy)));
  }

  /** Why a follow-up was waived. */
  public Optional<String> waiver(AccessRequest request, JourneyId visit) {
    return log.read(
        request,
        Subject.of(visit),
        handle -> handle.attach(PersonalDao.class).findWaiver(visit),
        (handle, words) -> encryption.decryptText(words, OwedFollowUp.waiverContext(visit)));
  }

  /** Oldest first; empty without a journey. */
  public Optional<List<ReportedConsultation>> consultations(
      AccessRequest request, JourneyId journey, boolean mayReadControlled) {
    return ofJourney(
        request, journey, handle -> reports.consultations(handle, journey, mayReadControlled));
  }

  /** Oldest first; empty without a journey. */
  public Optional<List<PrescribedMedicine>> prescriptions(
      AccessRequest request, JourneyId journey, boolean mayReadControlled) {
    return ofJourney(
        request, journey, handle -> reports.prescriptions(handle, journey, mayReadControlled));
  }

  /** Oldest first; empty without a journey. */
  public Optional<List<ShippedParcel>> shipments(AccessRequest request, JourneyId journey) {
    return ofJourney(request, journey, handle -> reports.shipments(handle, journey));
  }

  private <T> Optional<T> ofJourney(
      AccessRequest request, JourneyId journey, Function<Handle, T> reading) {
    return log.read(
        request,
        Subject.of(journey),
        handle -> handle.attach(JourneyDao.class).find(journey),
        (handle, row) -> reading.apply(handle));
  }
}
