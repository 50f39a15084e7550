package org.patientjourney.activities.audit;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.patientjourney.activities.record.JournalDao;
import org.patientjourney.workflows.order.JourneyId;

/** Reads journals for an auditor. */
public final class AuditStore {
  private final Jdbi jdbi;

  public AuditStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Head and entries of one snapshot: an entry that is written meanwhile is in both or neither. */
  public Optional<Audit> find(JourneyId journey) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ, handle -> find(handle, journey));
  }

  public static Optional<Audit> find(Handle handle, JourneyId journey) {
    JournalDao journal = handle.attach(JournalDao.class);
    return journal
        .findHead(journey)
        .map(head -> new Audit(journey, head, journal.findByJourney(journey)));
  }
}
