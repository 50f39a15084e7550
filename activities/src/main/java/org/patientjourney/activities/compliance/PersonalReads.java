package org.patientjourney.activities.compliance;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.audit.AuditFile;
import org.patientjourney.activities.compliance.AccessLog.Opened;
import org.patientjourney.activities.compliance.AccessRequest.Subject;
import org.patientjourney.activities.compliance.PersonalDao.StoredBody;
import org.patientjourney.activities.compliance.PersonalDao.StoredLink;
import org.patientjourney.activities.compliance.PersonalDao.StoredReason;
import org.patientjourney.activities.compliance.PersonalDao.Words;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.activities.encryption.OrderKeys;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.invite.AttemptAnswers;
import org.patientjourney.activities.invite.RefusalStore;
import org.patientjourney.activities.invite.RefusalStore.Refusal;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.pdf.PdfCopies;
import org.patientjourney.activities.pdf.PdfCopyDao;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JournalStore.JournalNote;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.report.ProviderReports.PrescribedMedicine;
import org.patientjourney.activities.report.ProviderReports.ReportedConsultation;
import org.patientjourney.activities.report.ProviderReports.ShippedParcel;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;
import org.patientjourney.workflows.pdf.PdfCopyId;

/**
 * Opens personal data for a caller, in one transaction with the line in the access log. A caller
 * who may not read gets the same as for a wrong id: nothing.
 */
public record PersonalReads(
    Jdbi jdbi, Encryption encryption, ProviderReports reports, AccessLog log) {
  /** An entry of the journal with its note, if it has one. */
  public record NotedEntry(JournalRow entry, @Nullable String note) {}

  /** A journey's journal with its notes, and the provider's refusals. */
  public record Timeline(List<NotedEntry> entries, List<Refusal> refusals) {
    public Timeline {
      entries = List.copyOf(entries);
      refusals = List.copyOf(refusals);
    }
  }

  public Optional<Order> order(AccessRequest request, ClinicId clinic, OrderId orderId) {
    return log.read(
        request,
        Subject.of(clinic, orderId),
        handle ->
            handle
                .attach(OrderDao.class)
                .find(clinic, orderId)
                .map(stored -> stored.opened(new OrderKeys(encryption))));
  }

  /** The link of the latest attempt that the provider answered; empty without a journey. */
  public Optional<InviteLink> inviteLink(AccessRequest request, JourneyId journey) {
    return jdbi.inTransaction(handle -> link(handle, request, journey)).orThrow();
  }

  private Opened<InviteLink> link(Handle handle, AccessRequest request, JourneyId journey) {
    Subject subject = Subject.of(journey);
    Optional<StoredLink> stored = handle.attach(PersonalDao.class).findLink(journey);
    Opened<InviteLink> known =
        log.open(
            handle,
            request,
            subject,
            () -> {
              stored.ifPresent(link -> OrderKeys.requireKept(handle, journey));
              return stored.filter(StoredLink::isKnown).map(this::opened);
            });
    return new Opened<>(
        known
            .found()
            .or(
                () ->
                    stored
                        .filter(link -> request.mayRead(subject))
                        .map(link -> InviteLink.Missing.of(link.state()))),
        known.erased());
  }

  private InviteLink opened(StoredLink link) {
    byte[] url = link.meetingUrl();
    Integer number = link.number();
    if (url == null || number == null) {
      throw new IllegalStateException("expected a link of " + link.meetingId() + ": a bug");
    }
    String context = AttemptAnswers.linkContext(link.meetingId(), number);
    return new InviteLink.Known(encryption.decryptText(url, context));
  }

  /** Whether a body may name a controlled substance: only dispensing roles may read it then. */
  public boolean isForDispensingAlone(WebhookDeliveryId id) {
    return jdbi.withHandle(handle -> reports.mayBeControlled(handle, id));
  }

  /** Whether a PDF is for dispensing only, as its event is. */
  public boolean isForDispensingAlone(PdfCopyId copy) {
    return jdbi.withHandle(
        handle ->
            handle
                .attach(PersonalDao.class)
                .findDeliveryOfPdf(copy.journeyId(), copy.digest())
                .filter(id -> reports.mayBeControlled(handle, id))
                .isPresent());
  }

  /** The body of a delivery, byte by byte as it came. */
  public Optional<byte[]> deliveryBody(AccessRequest request, WebhookDeliveryId id) {
    return jdbi.inTransaction(
            handle -> {
              Optional<StoredBody> stored = handle.attach(PersonalDao.class).findBody(id);
              Subject subject =
                  stored.map(StoredBody::subject).orElseGet(() -> Subject.ofUnknown(id));
              return log.open(
                  handle, request, subject, () -> stored.map(found -> found.opened(encryption)));
            })
        .orThrow();
  }

  /** The copy of an exam's PDF, as it came. */
  public Optional<byte[]> pdf(AccessRequest request, PdfCopyId copy) {
    String context = PdfCopies.contentContext(copy);
    return log.read(
        request,
        Subject.of(copy.journeyId()),
        handle -> {
          PdfCopyDao copies = handle.attach(PdfCopyDao.class);
          if (!copies.findByJourney(copy.journeyId()).isEmpty()) {
            OrderKeys.requireKept(handle, copy.journeyId());
          }
          return copies.findContent(copy).map(content -> encryption.decrypt(content, context));
        });
  }

  /** Why a follow-up was waived; says so when that was erased. */
  public Optional<String> waiver(AccessRequest request, JourneyId visit) {
    String context = OwedFollowUp.waiverContext(visit);
    try {
      return words(request, Subject.of(visit), dao -> Words.of(dao.findWaiver(visit), context));
    } catch (ErasedException erased) {
      return Optional.of("erased at " + erased.erasedAt());
    }
  }

  /** Words that a person wrote; a journey's are under the keys of its order. */
  private Optional<String> words(
      AccessRequest request, Subject subject, Function<PersonalDao, Optional<Words>> find) {
    JourneyId journey = subject.journeyId();
    return log.read(
        request,
        subject,
        handle ->
            find.apply(handle.attach(PersonalDao.class))
                .map(
                    words ->
                        (journey == null ? encryption : ofOrder(handle, journey))
                            .decryptText(words.ciphertext(), words.context())));
  }

  private Encryption ofOrder(Handle handle, JourneyId journey) {
    return new OrderKeys(encryption).toRead(handle, journey);
  }

  /**
   * Notes that a certificate or an export is made, which holds ids alone. False for another
   * clinic's.
   */
  public boolean archive(AccessRequest request, @Nullable ClinicId clinic) {
    Subject subject = Subject.of(clinic, null);
    return log.read(request, subject, handle -> Optional.of(subject)).isPresent();
  }

  /** Why an alarm was acknowledged. */
  public Optional<String> acknowledgement(
      AccessRequest request, long alarmId, @Nullable JourneyId journey) {
    Subject subject = journey == null ? Subject.NONE : Subject.of(journey);
    String context = AlarmStore.context(alarmId);
    return words(request, subject, dao -> Words.of(dao.findAcknowledgement(alarmId), context));
  }

  /** Why an operator believed that the cause of an incident was gone. */
  public Optional<String> resolution(AccessRequest request, long incidentId, ClinicId clinic) {
    String context = IncidentStore.context(incidentId);
    return words(
        request,
        Subject.of(clinic, null),
        dao -> Words.of(dao.findResolution(incidentId), context));
  }

  /**
   * Why calls to the provider were paused.
   *
   * @param clinic null when the pause is one of all clinics
   */
  public Optional<String> pauseReason(
      AccessRequest request, long pauseId, @Nullable ClinicId clinic) {
    return words(
        request,
        Subject.of(clinic, null),
        dao -> dao.findPauseReason(pauseId).map(StoredReason::words));
  }

  /**
   * The context that the reason of an erasure or of a legal hold is encrypted in.
   *
   * @param table its table
   */
  public static String reasonContext(
      String table, ClinicId clinic, PatientId patient, String commandId) {
    return table + ".reason:" + clinic + ":" + patient + ":" + commandId;
  }

  /**
   * What is kept of a patient, and who read it; empty when no order has the patient. It leaves a
   * line for the clinic.
   */
  public Optional<AccessReport> accessReport(
      AccessRequest request, ClinicId clinic, PatientId patient) {
    return log.read(
        request,
        Subject.of(clinic, null),
        handle -> AccessReport.find(handle, log, clinic, patient, log.clock().instant()));
  }

  /** Why a patient's data was erased. */
  public Optional<String> erasureReason(AccessRequest request, long erasureId, ClinicId clinic) {
    return words(
        request,
        Subject.of(clinic, null),
        dao -> dao.findErasureReason(erasureId).map(stored -> stored.words("erasure")));
  }

  /** Why a legal hold was set. */
  public Optional<String> legalHoldReason(AccessRequest request, long holdId, ClinicId clinic) {
    return words(
        request,
        Subject.of(clinic, null),
        dao -> dao.findLegalHoldReason(holdId).map(stored -> stored.words("legal_hold")));
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
        handle ->
            handle
                .attach(JourneyDao.class)
                .find(journey)
                .map(
                    row -> {
                      OrderKeys.requireKept(handle, journey);
                      return reading.apply(handle);
                    }));
  }

  /** Empty without a journey. */
  public Optional<Timeline> timeline(AccessRequest request, JourneyId journey) {
    return log.read(
        request,
        Subject.of(journey),
        handle -> Audit.find(handle, journey).map(audit -> timeline(handle, audit)));
  }

  private Timeline timeline(Handle handle, Audit audit) {
    Encryption ofOrder = ofOrder(handle, audit.journeyId());
    List<NotedEntry> entries =
        audit.journal().stream().map(row -> new NotedEntry(row, words(ofOrder, row))).toList();
    return new Timeline(entries, new RefusalStore(encryption).find(handle, audit.journeyId()));
  }

  private static @Nullable String words(Encryption ofOrder, JournalRow row) {
    return JournalStore.note(ofOrder, row).map(JournalNote::words).orElse(null);
  }

  /** Payloads of workflow histories, which do not say whose they are. */
  public <T> Optional<T> historyPayloads(AccessRequest request, Supplier<T> decoding) {
    return log.read(request, Subject.NONE, handle -> Optional.of(decoding.get()));
  }

  /** The audit file with the notes of its entries; empty without a journey. */
  public Optional<String> auditFile(AccessRequest request, JourneyId journey) {
    return log.read(
        request,
        Subject.of(journey),
        handle ->
            Audit.find(handle, journey)
                .map(audit -> AuditFile.withNotes(audit, notes(handle, journey))));
  }

  private Function<JournalRow, Optional<JournalNote>> notes(Handle handle, JourneyId journey) {
    Encryption ofOrder = ofOrder(handle, journey);
    return row -> JournalStore.note(ofOrder, row);
  }
}
