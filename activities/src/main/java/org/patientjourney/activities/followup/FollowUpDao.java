package org.patientjourney.activities.followup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.JourneyId;

/** Statements on {@code follow_up}. */
@RegisterConstructorMapper(OwedFollowUp.class)
public interface FollowUpDao {
  @SqlUpdate(
      """
      insert into follow_up (journey_id, follow_up_journey_id, exam_id, basis, zone, created_at)
      values (:journeyId, :followUpJourneyId, :examId, :basis, :zone, :createdAt)
      on conflict do nothing
      """)
  boolean insertIfAbsent(@BindMethods FollowUpRow row);

  /** Tells whether it was not confirmed before. */
  @SqlUpdate(
      """
      update follow_up set confirmed_at = :now
      where journey_id = :journeyId and confirmed_at is null
      """)
  boolean confirm(JourneyId journeyId, Instant now);

  /** Tells whether it was not disproved before. */
  @SqlUpdate(
      """
      update follow_up set disproved_at = :now
      where journey_id = :journeyId and disproved_at is null
      """)
  boolean disprove(JourneyId journeyId, Instant now);

  /** Tells whether it was disproved before. */
  @SqlUpdate(
      """
      update follow_up set disproved_at = null
      where journey_id = :journeyId and disproved_at is not null
      """)
  boolean proveAgain(JourneyId journeyId);

  /** Locks the row: whoever proves the duty again comes before or after. */
  @SqlQuery("select disproved_at is not null from follow_up where journey_id = :visit for update")
  boolean isDisproved(JourneyId visit);

  @SqlUpdate(
      """
      update follow_up set ended_by = :endedBy, waived_by = :waivedBy, waiver = :waiver
      where journey_id = :journeyId
      """)
  int end(JourneyId journeyId, String endedBy, @Nullable String waivedBy, byte @Nullable [] waiver);

  @SqlQuery(
      """
      select confirmed_at is not null from follow_up where follow_up_journey_id = :followUp
      """)
  Optional<Boolean> findConfirmed(JourneyId followUp);

  /** A page of what was owed by an instant, in the order of the visits' journey ids. */
  @SqlQuery(
      """
      select follow_up.*, journey.clinic, journey.order_id, journey.exam_id as visit_exam_id,
        obligation.basis_at as visit_at, obligation.due_at, obligation.overdue_at,
        obligation.owner, obligation.status, obligation.ended_at, obligation.evidence
      from follow_up
      join journey on journey.journey_id = follow_up.journey_id
      join obligation on obligation.journey_id = follow_up.journey_id
        and obligation.kind = 'FOLLOW_UP'
      where follow_up.created_at <= :asOf and follow_up.journey_id > :after
        and (cast(:clinic as text) is null or journey.clinic = :clinic)
      order by follow_up.journey_id limit :limit
      """)
  List<OwedFollowUp> findPage(Instant asOf, @Nullable String clinic, String after, int limit);
}
