package org.patientjourney.activities.journey;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.invite.MeetingId;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.OrderId;

/** Statements on {@code journey}. */
@RegisterConstructorMapper(JourneyRow.class)
public interface JourneyDao {
  @SqlUpdate(
      """
      insert into journey (journey_id, clinic, order_id, exam_id, meeting_id, open, stage, invite,
        handover, decision, fulfilment, holds, next_due_at, snapshot, epoch, revision,
        record_digest, created_at, updated_at)
      values (:journeyId, :clinic, :orderId, :examId, :meetingId, :open, :stage, :invite,
        :handover, :decision, :fulfilment, :holds, :nextDueAt, cast(:snapshot as jsonb), :epoch,
        :revision, :recordDigest, :createdAt, :updatedAt)
      """)
  void insert(@BindMethods JourneyRow row);

  @SqlQuery("select * from journey where journey_id = :journeyId")
  Optional<JourneyRow> find(JourneyId journeyId);

  /** Locks the row until the transaction ends. */
  @SqlQuery("select * from journey where journey_id = :journeyId for update")
  Optional<JourneyRow> findLocked(JourneyId journeyId);

  @SqlUpdate("update journey set epoch = epoch + 1 where journey_id = :journeyId")
  int raiseEpoch(JourneyId journeyId);

  @SqlUpdate(
      """
      update journey set open = :open, stage = :stage, invite = :invite, handover = :handover,
        decision = :decision, fulfilment = :fulfilment, holds = :holds, next_due_at = :nextDueAt,
        snapshot = cast(:snapshot as jsonb), revision = :revision,
        record_digest = :recordDigest, updated_at = :updatedAt
      where journey_id = :journeyId and epoch = :epoch
      """)
  int update(@BindMethods JourneyRow row);

  @SqlQuery("select * from journey where meeting_id = :meetingId order by exam_id")
  List<JourneyRow> findByMeeting(MeetingId meetingId);

  @SqlQuery("select * from journey where clinic = :clinic and order_id = :orderId order by exam_id")
  List<JourneyRow> findByOrder(ClinicId clinic, OrderId orderId);

  /** A page of journeys in the order of their ids, behind {@code after}. */
  @SqlQuery(
      """
      select * from journey
      where (cast(:clinic as text) is null or clinic = :clinic)
        and (cast(:stage as text) is null or stage = :stage)
        and (cast(:open as boolean) is null or open = :open)
        and journey_id > :after
      order by journey_id limit :limit
      """)
  List<JourneyRow> findPage(
      @Nullable String clinic,
      @Nullable String stage,
      @Nullable Boolean open,
      String after,
      int limit);
}
