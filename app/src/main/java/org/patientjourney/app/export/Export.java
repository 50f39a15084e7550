package org.patientjourney.app.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.audit.ExportDao;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.archive.Archive;
import org.patientjourney.app.archive.JournalFile;
import org.patientjourney.app.archive.Period;
import org.patientjourney.app.archive.Spool;
import org.patientjourney.workflows.order.ClinicId;

/** Writes the archive of a period, page by page: ids, dates and journals, no personal data. */
public record Export(Jdbi jdbi, PersonalReads reads, InstantSource clock) {
  private static final int PAGE = 200;

  /**
   * What is to be exported.
   *
   * @param period of days in UTC
   * @param clinic null for all that the caller may see
   */
  record Query(Period period, @Nullable ClinicId clinic, Caller caller) {
    @Nullable String clinicId() {
      return clinic == null ? null : clinic.value();
    }
  }

  /** Leaves the line in the access log. */
  void log(Query query) {
    reads.archive(
        query
            .caller()
            .request(PersonalEndpoint.JOURNAL_EXPORT, true, "export of " + query.period()),
        query.clinic());
  }

  void write(Query query, OutputStream out) throws IOException {
    Instant now = clock.instant();
    Archive archive = new Archive(out, now);
    long journals = journals(query, archive);
    Spool spool = new Spool();
    long deliveries = deliveries(query, spool);
    spool.close();
    archive.put("deliveries.jsonl", spool);
    Map<String, Object> summary = new TreeMap<>();
    summary.put("export", "patient-journey-1");
    summary.put("period", query.period().toString());
    summary.put("clinic", query.clinic() == null ? "*" : query.clinic().value());
    summary.put("asOf", now.toString());
    summary.put("journals", journals);
    summary.put("deliveries", deliveries);
    archive.put("export.json", Archive.JSON.writeValueAsBytes(summary));
    archive.finish(Export.class, "");
  }

  /** A page is of one snapshot, each journal whole. */
  private long journals(Query query, Archive archive) throws IOException {
    long count = 0;
    List<String> ids = journalled(query, "");
    while (!ids.isEmpty()) {
      String[] page = ids.toArray(String[]::new);
      List<Audit> audits =
          jdbi.inTransaction(
              TransactionIsolationLevel.REPEATABLE_READ,
              handle -> Audit.findAll(handle, handle.attach(JourneyDao.class).findAll(page)));
      for (Audit audit : audits) {
        JournalFile journal = JournalFile.of(audit);
        archive.put(journal.path(), journal.content());
        count++;
      }
      ids = journalled(query, page[page.length - 1]);
    }
    return count;
  }

  private List<String> journalled(Query query, String after) {
    return jdbi.onDemand(ExportDao.class)
        .findJournalled(
            query.period().since(), query.period().until(), query.clinicId(), after, PAGE);
  }

  private long deliveries(Query query, OutputStream out) throws IOException {
    long count = 0;
    Instant receivedAt = Instant.EPOCH;
    UUID id = new UUID(0, 0);
    List<WebhookDelivery> page;
    do {
      Instant afterAt = receivedAt;
      UUID afterId = id;
      page =
          jdbi.onDemand(WebhookDeliveryDao.class)
              .findPage(
                  null,
                  null,
                  query.clinicId(),
                  query.period().since(),
                  query.period().until(),
                  afterAt,
                  afterId,
                  PAGE);
      for (WebhookDelivery delivery : page) {
        out.write(Archive.JSON.writeValueAsBytes(delivery));
        out.write('\n');
        count++;
        receivedAt = delivery.receivedAt();
        id = delivery.deliveryId().value();
      }
    } while (page.size() == PAGE);
    return count;
  }
}
