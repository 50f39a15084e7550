package org.patientjourney.activities.journey;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.record.ObligationDao;
import org.patientjourney.activities.record.ObligationRow;
import org.patientjourney.activities.record.ObligationStatus;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.obligation.Obligation;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** Keeps what each journey owes in line with its state; part of the caller's transaction. */
public final class ObligationStore {
  private ObligationStore() {}

  public static void keep(Handle handle, JourneyState state, JourneyPolicy policy, Instant now) {
    ObligationDao obligations = handle.attach(ObligationDao.class);
    for (Obligation owed : Obligation.of(state, policy)) {
      boolean isOpen = !owed.isMet() && !state.isClosed();
      ObligationStatus status =
          isOpen
              ? ObligationStatus.OPEN
              : owed.isMet() ? ObligationStatus.MET : ObligationStatus.DROPPED;
      String evidence = "revision " + state.revision();
      boolean isNew = obligations.open(row(state, owed, status, now, evidence));
      if (!isNew && !isOpen) {
        obligations.end(state.terms().journeyId(), owed.kind(), status, now, evidence);
      }
    }
  }

  /** What became overdue since the last look. */
  public static List<ObligationRow> overdue(Handle handle, Instant now, int limit) {
    return handle.attach(ObligationDao.class).markOverdue(now, limit);
  }

  private static ObligationRow row(
      JourneyState state, Obligation owed, ObligationStatus status, Instant now, String evidence) {
    boolean isOpen = status == ObligationStatus.OPEN;
    return new ObligationRow(
        state.terms().journeyId(),
        owed.kind(),
        owed.kind().owner(),
        owed.basis(),
        owed.due(),
        owed.due().plus(owed.grace()),
        status,
        isOpen ? null : now,
        isOpen ? null : evidence);
  }
}
