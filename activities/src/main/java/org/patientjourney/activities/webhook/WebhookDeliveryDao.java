package org.patientjourney.activities.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Statements on {@code webhook_delivery}. */
@RegisterConstructorMapper(WebhookDeliveryRow.class)
public interface WebhookDeliveryDao {
  /**
   * Stores the deliveries whose token is known. The arrays are columns: one entry a delivery.
   *
   * @return the meetings of those that were stored
   */
  @SqlQuery(
      """
      insert into webhook_delivery (delivery_id, meeting_id, attempt, received_at, body, body_size,
        truncated, misencoded, state, attempts, next_attempt_at)
      select id, meeting_id, number, received_at, body, size, truncated, misencoded,
        'RECEIVED', 0, received_at
      from unnest(cast(:ids as uuid[]), :tokenHashes, :bodies, :sizes, :truncated, :misencoded,
          cast(:receivedAt as timestamptz[]))
        as incoming (id, token_hash, body, size, truncated, misencoded, received_at)
        join invite_attempt using (token_hash)
      returning delivery_id, meeting_id
      """)
  @KeyColumn("delivery_id")
  @ValueColumn("meeting_id")
  Map<WebhookDeliveryId, MeetingId> insert(
      String[] ids,
      byte[][] tokenHashes,
      byte[][] bodies,
      @Nullable Long[] sizes,
      Boolean[] truncated,
      Boolean[] misencoded,
      String[] receivedAt);

  /**
   * Takes due deliveries by lease: no other relay gets them before {@code leaseUntil}. No lock
   * outlives the statement.
   */
  @SqlUpdate(
      """
      update webhook_delivery set next_attempt_at = :leaseUntil, attempts = attempts + 1
      where delivery_id in (
        select delivery_id from webhook_delivery where next_attempt_at <= :now
        order by next_attempt_at limit :limit for update skip locked)
      returning delivery_id, meeting_id, attempt, received_at, truncated, misencoded, state, attempts,
        journey_id, assigned_by
      """)
  @GetGeneratedKeys
  List<WebhookDeliveryRow> claimDue(Instant now, Instant leaseUntil, int limit);

  @SqlQuery("select * from webhook_delivery where delivery_id = :id")
  @RegisterConstructorMapper(DeliveryBody.class)
  Optional<DeliveryBody> findWithBody(WebhookDeliveryId id);

  /** What a journey has applied, without duplicates and rejected events; oldest first. */
  @SqlQuery(
      """
      select * from webhook_delivery
      where journey_id = :journeyId and effect in ('FACT', 'AMENDMENT')
      order by received_at, delivery_id
      """)
  @RegisterConstructorMapper(DeliveryBody.class)
  List<DeliveryBody> findApplied(JourneyId journeyId);

  @SqlQuery(
      """
      select delivery_id, meeting_id, attempt, received_at, truncated, misencoded, state, attempts,
        journey_id, assigned_by
      from webhook_delivery where delivery_id = :id
      """)
  Optional<WebhookDeliveryRow> find(WebhookDeliveryId id);

  /**
   * Before the signal: the journey is not closed while this is unapplied. A person may have
   * assigned the delivery after a claim whose lease has ended.
   *
   * @return false when it is assigned to another journey
   */
  @SqlUpdate(
      """
      update webhook_delivery set journey_id = :journeyId, event = :event, finding = null
      where delivery_id = :id and (assigned_by is null or journey_id = :journeyId)
      """)
  boolean bind(WebhookDeliveryId id, JourneyId journeyId, @Nullable Integer event);

  /**
   * Locks the journey against being recorded until the transaction ends, so that a delivery is
   * marked either before its journey is closed, or not at all.
   */
  @SqlQuery("select open from journey where journey_id = :journeyId for share")
  boolean isOpenUntilCommit(JourneyId journeyId);

  /** An applied delivery stays applied: the run may have been faster than the relay. */
  @SqlUpdate(
      """
      update webhook_delivery set state = 'SIGNALLED', signalled_at = :now,
        next_attempt_at = :nextAttemptAt
      where delivery_id = :id and state in ('RECEIVED', 'SIGNALLED')
      """)
  void markSignalled(WebhookDeliveryId id, Instant now, Instant nextAttemptAt);

  @SqlUpdate(
      """
      update webhook_delivery set state = 'APPLIED', journey_id = :journeyId,
        effect = coalesce(nullif(effect, 'NOT_BELIEVED'), :effect),
        applied_at = coalesce(applied_at, :now), next_attempt_at = null
      where delivery_id = :id
      """)
  int markApplied(WebhookDeliveryId id, JourneyId journeyId, String effect, Instant now);

  @SqlUpdate(
      """
      update webhook_delivery set state = :state, journey_id = :journeyId, event = :event,
        finding = :finding, next_attempt_at = null
      where delivery_id = :id and state in ('RECEIVED', 'SIGNALLED')
        and (assigned_by is null or journey_id = :journeyId)
      """)
  void finish(
      WebhookDeliveryId id,
      DeliveryState state,
      @Nullable JourneyId journeyId,
      @Nullable Integer event,
      DeliveryFinding finding);

  /** Only for the claim that could not hand it over: a later one keeps its lease. */
  @SqlUpdate(
      """
      update webhook_delivery set next_attempt_at = :nextAttemptAt
      where delivery_id = :id and attempts = :attempts and next_attempt_at is not null
      """)
  void backOff(WebhookDeliveryId id, int attempts, Instant nextAttemptAt);

  /** A signal that a run received and did not record is lost when the run ends. */
  @SqlUpdate(
      """
      update webhook_delivery set next_attempt_at = :now
      where journey_id = :journeyId and state = 'SIGNALLED'
      """)
  void repeatSignalled(JourneyId journeyId, Instant now);

  /**
   * Whether a delivery of the journey is not applied yet. One that the relay has not read may be of
   * any journey of its meeting.
   */
  @SqlQuery(
      """
      select exists (select 1 from webhook_delivery
        where state in ('RECEIVED', 'SIGNALLED')
          and (journey_id = :journeyId
            or (journey_id is null and (meeting_id = :meetingId or meeting_id in (
              select meeting_id from patient_exam where journey_id = :journeyId)))))
      """)
  boolean hasUnapplied(JourneyId journeyId, MeetingId meetingId);

  /**
   * A page in the order of receipt, behind a cursor. A journey's are its own, and those of its
   * meeting that belong to no journey yet.
   */
  @SqlQuery(
      """
      select webhook_delivery.* from webhook_delivery
      join meeting on meeting.meeting_id = webhook_delivery.meeting_id
      where (cast(:state as text) is null or state = :state)
        and (cast(:journeyId as text) is null or journey_id = :journeyId
          or (journey_id is null and webhook_delivery.meeting_id in (
            select meeting_id from journey where journey_id = :journeyId
            union select meeting_id from patient_exam where journey_id = :journeyId)))
        and (cast(:clinic as text) is null or meeting.clinic = :clinic)
        and received_at >= :since and received_at < :until
        and (received_at, delivery_id) > (:afterReceivedAt, cast(:afterId as uuid))
      order by received_at, delivery_id limit :limit
      """)
  @RegisterConstructorMapper(StoredDelivery.class)
  List<StoredDelivery> findPage(
      @Nullable String state,
      @Nullable String journeyId,
      @Nullable String clinic,
      Instant since,
      Instant until,
      Instant afterReceivedAt,
      UUID afterId,
      int limit);

  @SqlQuery("select * from webhook_delivery where delivery_id = :id")
  @RegisterConstructorMapper(StoredDelivery.class)
  Optional<StoredDelivery> findStored(WebhookDeliveryId id);

  /** Hands a delivery over once more, by the same way as the first time. */
  @SqlUpdate(
      """
      update webhook_delivery set state = 'RECEIVED', attempts = 0, next_attempt_at = :now
      where delivery_id = :id and state not in ('RECEIVED', 'SIGNALLED')
      """)
  boolean handOverAgain(WebhookDeliveryId id, Instant now);

  /** An operator assigns a delivery that no journey has applied. */
  @SqlUpdate(
      """
      update webhook_delivery set journey_id = :journeyId, meeting_id = :meetingId,
        attempt = :attempt, assigned_by = :by, state = 'RECEIVED', effect = null, attempts = 0,
        next_attempt_at = :now
      where delivery_id = :id
        and (state in ('NEEDS_REVIEW', 'LATE') or (state = 'APPLIED' and coalesce(event, 0) = 0))
      """)
  boolean assign(
      WebhookDeliveryId id,
      JourneyId journeyId,
      MeetingId meetingId,
      int attempt,
      String by,
      Instant now);

  /** An operator assigns a quarantined delivery. */
  @SqlUpdate(
      """
      insert into webhook_delivery (delivery_id, meeting_id, attempt, received_at, body, body_size,
        truncated, misencoded, state, attempts, next_attempt_at, journey_id, assigned_by)
      values (:id, :meetingId, :attempt, :receivedAt, :body, :bodySize, false, false,
        'RECEIVED', 0, :now, :journeyId, :by)
      on conflict do nothing
      """)
  boolean insertAssigned(
      WebhookDeliveryId id,
      JourneyId journeyId,
      MeetingId meetingId,
      int attempt,
      Instant receivedAt,
      byte[] body,
      long bodySize,
      String by,
      Instant now);
}
