package org.patientjourney.activities.erasure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.AccessLog.AccessLine;
import org.patientjourney.activities.compliance.AccessRequest;
import org.patientjourney.activities.compliance.AccessRequest.Subject;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.erasure.ErasureDao.OfPatient;
import org.patientjourney.activities.erasure.LegalHolds.LegalHoldDao;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;

/**
 * Destroys the keys of a patient's data. Ciphertexts, hashes, ids and dates stay, so that journals
 * and anchors hold as before.
 *
 * @param retention for which data is kept after the patient's journeys have changed last
 */
public record Erasures(
    Jdbi jdbi,
    Encryption encryption,
    JournalStore journal,
    AccessLog log,
    Duration retention,
    InstantSource clock) {
  /** A link that is lost may be in the middle of its last try for so long. */
  private static final Duration LAST_TRY = Duration.ofHours(1);

  /**
   * All in one transaction, with an entry in each journal and a line of the access log for each
   * order. What comes for the patient later is erased by another command.
   *
   * @param request who erases, and why
   */
  public ErasureOutcome erase(
      ClinicId clinic, PatientId patient, Origin origin, AccessRequest request) {
    return jdbi.inTransaction(handle -> erase(handle, clinic, patient, origin, request));
  }

  private ErasureOutcome erase(
      Handle handle, ClinicId clinic, PatientId patient, Origin origin, AccessRequest request) {
    handle.attach(OrderDao.class).lockPatient(clinic, patient);
    ErasureDao dao = handle.attach(ErasureDao.class);
    Optional<ErasureRow> before = dao.find(clinic, patient, origin.id());
    if (before.isPresent()) {
      return new ErasureOutcome.Erased(before.get());
    }
    OfPatient data = OfPatient.find(dao, clinic, patient);
    List<JourneyRow> journeys =
        data.journeyIds().stream().map(id -> JourneyRow.locked(handle, id)).toList();
    Instant now = clock.instant();
    if (journeys.isEmpty()) {
      return new ErasureOutcome.NoPatient();
    }
    Optional<String> prevented = prevented(handle, clinic, patient, data, journeys, now);
    if (prevented.isPresent()) {
      return new ErasureOutcome.Refused(prevented.get());
    }
    byte[] reason =
        encryption.encryptText(
            origin.reason(), PersonalReads.reasonContext("erasure", clinic, patient, origin.id()));
    ErasureRow row = dao.insert(clinic, patient, origin.id(), reason, now, origin.actor());
    dao.destroyCommandKeys(data);
    dao.destroyDeliveryKeys(data);
    dao.destroyStoreDeliveryKeys(data);
    dao.clearLinks(data);
    dao.clearPdfs(data);
    dao.destroyOrderKeys(data, now);
    for (JourneyRow journey : journeys) {
      journal.update(handle, journey, List.of(entry(row, origin.actor(), now)));
    }
    for (String order : data.orders()) {
      Subject subject = Subject.of(clinic, new OrderId(order));
      log.append(handle, request, subject, AccessLine.Outcome.ERASED);
    }
    return new ErasureOutcome.Erased(row);
  }

  private Optional<String> prevented(
      Handle handle,
      ClinicId clinic,
      PatientId patient,
      OfPatient data,
      List<JourneyRow> journeys,
      Instant now) {
    Optional<LegalHoldRow> hold = handle.attach(LegalHoldDao.class).findInForce(clinic, patient);
    if (hold.isPresent()) {
      return Optional.of(
          "expected no legal hold, found /legal-holds/%d of %s: release it first"
              .formatted(hold.get().holdId(), hold.get().setAt()));
    }
    Optional<JourneyId> open =
        journeys.stream().filter(JourneyRow::open).map(JourneyRow::journeyId).findFirst();
    if (open.isPresent()) {
      return Optional.of(
          "expected closed journeys alone, found %s open: close or cancel it first"
              .formatted(open.get()));
    }
    Instant keptUntil =
        journeys.stream()
            .map(JourneyRow::updatedAt)
            .max(Instant::compareTo)
            .orElseThrow()
            .plus(retention);
    if (now.isBefore(keptUntil)) {
      return Optional.of(
          "expected data whose retention (retention.afterClose) has passed, found some that is"
              + " kept until "
              + keptUntil);
    }
    return handle.attach(ErasureDao.class).isUnderway(data, now.minus(LAST_TRY))
        ? Optional.of(
            "expected nothing under way, found a delivery or a PDF that is being handled: try"
                + " again later; a link to a PDF dies after a day")
        : Optional.empty();
  }

  /** Without a note: the reason is the erasure's, as notes of the journal are not readable. */
  private static JournalEntry entry(ErasureRow row, String actor, Instant now) {
    return new JournalEntry(JournalKind.PERSONAL_DATA_ERASED, now, actor, new TreeMap<>(), null)
        .with("erasure", row.erasureId());
  }

  /** Oldest first, a page behind an id. */
  public List<ErasureRow> list(@Nullable String clinic, long after, int limit) {
    return jdbi.onDemand(ErasureDao.class).findPage(clinic, after, limit);
  }

  public Optional<ErasureRow> find(long erasureId) {
    return jdbi.onDemand(ErasureDao.class).find(erasureId);
  }
}
