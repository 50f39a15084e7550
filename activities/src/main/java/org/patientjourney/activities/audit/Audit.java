package org.patientjourney.activities.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding.Broken;
import org.patientjourney.activities.record.JournalHead;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.order.JourneyId;

/** A journey's whole journal and its head, of one moment. */
public record Audit(JourneyId journeyId, JournalHead head, List<JournalRow> journal) {
  public Audit {
    journal = List.copyOf(journal);
  }

  /** Head and entries of one snapshot: an entry that is written meanwhile is in both or neither. */
  public static Optional<Audit> find(Jdbi jdbi, JourneyId journey) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ, handle -> find(handle, journey));
  }

  public static Optional<Audit> find(Handle handle, JourneyId journey) {
    JourneyDao journeys = handle.attach(JourneyDao.class);
    return journeys
        .find(journey)
        .map(row -> new Audit(journey, row.journal(), journeys.findJournal(journey)));
  }

  /** Of the snapshot that the rows were read from. */
  public static List<Audit> findAll(Handle handle, List<JourneyRow> rows) {
    String[] ids = rows.stream().map(row -> row.journeyId().value()).toArray(String[]::new);
    Map<JourneyId, List<JournalRow>> journals =
        handle.attach(JourneyDao.class).findJournals(ids).stream()
            .collect(groupingBy(JournalRow::journeyId));
    return rows.stream()
        .map(
            row ->
                new Audit(
                    row.journeyId(),
                    row.journal(),
                    journals.getOrDefault(row.journeyId(), List.of())))
        .toList();
  }

  /** The number of the first entry that does not fit or is missing. */
  public OptionalLong firstBroken() {
    return AuditCheck.of(AuditFile.of(this).getBytes(UTF_8)) instanceof Broken broken
        ? OptionalLong.of(broken.entry())
        : OptionalLong.empty();
  }
}
