package org.patientjourney.activities.compliance;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.followup.FollowUpDao;
import org.patientjourney.activities.followup.OwedFollowUp;
import org.patientjourney.workflows.order.JourneyId;

/** Reads follow-ups for an audit. */
public final class FollowUpList {
  private final Jdbi jdbi;
  private final PersonalReads reads;

  public FollowUpList(Jdbi jdbi, PersonalReads reads) {
    this.jdbi = jdbi;
    this.reads = reads;
  }

  /** Those that were owed by an instant, behind the visit {@code after}. */
  public List<OwedFollowUp> page(Instant asOf, @Nullable String clinic, String after, int limit) {
    return jdbi.withExtension(FollowUpDao.class, dao -> dao.findPage(asOf, clinic, after, limit));
  }

  /** Why a follow-up was waived, in a person's words; each look leaves a line in the access log. */
  public @Nullable String waiver(AccessRequest request, JourneyId visit) {
    return reads.waiver(request, visit).orElse(null);
  }
}
