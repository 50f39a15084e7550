package org.patientjourney.activities.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.PlannedByValues;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryFinding;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Statements on {@code webhook_delivery}. */
public interface WebhookDeliveryDao {
  /**
   * Deliveries of one journey that its run is signalled and has not applied. Temporal's server
   * fails a workflow task during which more than 100 signals come, and the run repeats its work.
   */
  int MOST_WITH_RUN = 25;

  /** All but the body; nothing is suggested that was not read. */
  String COLUMNS =
      """
      delivery_id, state, journey_id, meeting_id, attempt, event, effect, finding,
      null as suggestion, assigned_by, received_at, applied_at, next_attempt_at, body_size,
      truncated, misencoded, attempts, body_key is null as erased
      """;

  /**
   * Stores a delivery with an unknown token.
   *
   * @param limit per source
   * @param total of all sources
   */
  @SqlUpdate(
      """
      insert into webhook_delivery (delivery_id, source_hash, received_at, body, body_key,
        body_size, truncated, misencoded, state, attempts)
      select :id, :sourceHash, :now, :body, :bodyKey, :size, :truncated, false, 'QUARANTINED', 0
      where (select count(*) from webhook_delivery
        where source_hash = :sourceHash and received_at > :since) < :limit
        and (select count(*) from webhook_delivery
        where source_hash is not null and received_at > :since) < :total
      """)
  boolean quarantine(
      WebhookDeliveryId id,
      byte[] sourceHash,
      byte[] body,
      byte[] bodyKey,
      long size,
      boolean truncated,
      Instant now,
      Instant since,
      int limit,
      int total);

  /** Takes due deliveries: no relay gets them again before their lease ends. No lock is kept. */
  @SqlUpdate(
      "update webhook_delivery set attempts = attempts + 1, next_attempt_at = "
          + OutboxDao.LEASED_UNTIL
          + """
          where delivery_id in (
            select delivery_id from webhook_delivery where next_attempt_at <= :now
            order by next_attempt_at limit :limit for update skip locked)
          returning body, body_key,\s"""
          + COLUMNS)
  @GetGeneratedKeys
  List<WebhookDelivery.WithBody> claimDue(Instant now, double leaseSeconds, int limit);

  @SqlQuery("select body, body_key, " + COLUMNS + " from webhook_delivery where delivery_id = :id")
  Optional<WebhookDelivery.WithBody> findWithBody(WebhookDeliveryId id);

  /** What a journey has applied, without duplicates and rejected events; oldest first. */
  @SqlQuery(
      "select body, body_key, "
          + COLUMNS
          + """
          from webhook_delivery
          where journey_id = :journeyId and effect in ('FACT', 'AMENDMENT')
          order by received_at, delivery_id
          """)
  List<WebhookDelivery.WithBody> findApplied(JourneyId journeyId);

  @SqlQuery(
      "select body, body_key, "
          + COLUMNS
          + " from webhook_delivery where delivery_id = any(cast(:ids as uuid[]))")
  List<WebhookDelivery.WithBody> findAllWithBody(String[] ids);

  @SqlQuery("select " + COLUMNS + " from webhook_delivery where delivery_id = :id")
  Optional<WebhookDelivery> find(WebhookDeliveryId id);

  /**
   * Before the signal: the journey is not closed while this is unapplied. A person may have
   * assigned the delivery after a claim whose lease has ended.
   *
   * @param journeyId null while it may be about several journeys
   * @return whether it is marked, else it waits: the journey's run has {@link #MOST_WITH_RUN};
   *     empty when it is assigned to another journey, or needs no signal any more
   */
  @SqlUpdate(
      """
      update webhook_delivery set journey_id = :journeyId, event = :event, finding = null,
        state = case when state = 'SIGNALLED' or (
            select count(*) from webhook_delivery other
            where other.journey_id = :journeyId and other.state = 'SIGNALLED')
          <
      """
          + MOST_WITH_RUN
          + """
           then 'SIGNALLED' else 'RECEIVED' end
          where delivery_id = :id and state in ('RECEIVED', 'SIGNALLED')
            and (assigned_by is null or journey_id = :journeyId)
          returning state = 'SIGNALLED'
          """)
  @GetGeneratedKeys
  Optional<Boolean> markSignalled(
      WebhookDeliveryId id, @Nullable JourneyId journeyId, @Nullable Integer event);

  /**
   * Ends the relaying of a delivery.
   *
   * @return what was applied; empty when it is not stored
   */
  @SqlUpdate(
      """
      update webhook_delivery set state = 'APPLIED', journey_id = :journeyId,
        effect = coalesce(nullif(nullif(effect, 'MATCHES_NO_PATIENT_EXAM'), 'NOT_MERGED'), :effect),
        applied_at = coalesce(applied_at, :now), next_attempt_at = null
      where delivery_id = :id
      returning body, body_key,\s"""
          + COLUMNS)
  @GetGeneratedKeys
  Optional<WebhookDelivery.WithBody> markApplied(
      WebhookDeliveryId id, JourneyId journeyId, String effect, Instant now);

  /** Puts a delivery away unapplied; false when it is assigned to another journey, or at rest. */
  @SqlUpdate(
      """
      update webhook_delivery set state = :state, journey_id = :journeyId, event = :event,
        finding = :finding, found_at = :now, next_attempt_at = null
      where delivery_id = :id and state in ('RECEIVED', 'SIGNALLED')
        and (assigned_by is null or journey_id = :journeyId)
      """)
  boolean finish(
      WebhookDeliveryId id,
      DeliveryState state,
      @Nullable JourneyId journeyId,
      @Nullable Integer event,
      DeliveryFinding finding,
      Instant now);

  /**
   * Makes deliveries due again whose patient exam was unknown when they were read, and may be known
   * since: an event may come before the answer of its invite, and before the event that has both
   * ids. What was recorded shortly before may not have been visible yet, so these are read again
   * more than once.
   */
  @SqlUpdate(
      """
      update webhook_delivery set state = 'RECEIVED', attempts = 0, next_attempt_at = :now
      where state = 'NEEDS_REVIEW' and finding = 'UNKNOWN_PATIENT_EXAM' and body_key is not null
        and exists (select 1 from patient_exam known
          where known.meeting_id = webhook_delivery.meeting_id
            and known.attempt = webhook_delivery.attempt
            and known.bound_at > webhook_delivery.found_at - interval '2 minutes')
      """)
  int repeatUnmatched(Instant now);

  /**
   * Only for the claim that could not relay it: a later one keeps its lease, and what is made due
   * meanwhile stays due. By the end of the lease, because attempts are counted anew.
   */
  @SqlUpdate(
      """
      update webhook_delivery set next_attempt_at = :nextAttemptAt
      where delivery_id = :claimed.deliveryId and next_attempt_at = :claimed.nextAttemptAt
      """)
  void backOff(@BindMethods("claimed") WebhookDelivery claimed, Instant nextAttemptAt);

  /** A signal that a run received and did not record is lost when the run ends. */
  @SqlUpdate(
      """
      update webhook_delivery set next_attempt_at = :now
      where journey_id = :journeyId and state = 'SIGNALLED'
      """)
  void repeatSignalled(JourneyId journeyId, Instant now);

  /**
   * Whether a delivery of the journey is not applied yet, but for those that are being applied. One
   * that the relay has not read may be of any journey of its meeting.
   */
  @SqlQuery(
      """
      select exists (select 1 from webhook_delivery
        where state in ('RECEIVED', 'SIGNALLED')
          and not delivery_id = any(cast(:applying as uuid[]))
          and (journey_id = :journeyId
            or (journey_id is null and (meeting_id = :meetingId or meeting_id in (
              select meeting_id from patient_exam where journey_id = :journeyId)))))
      """)
  boolean hasUnapplied(JourneyId journeyId, MeetingId meetingId, String[] applying);

  /**
   * A page in the order of receipt, behind a cursor; of the quarantine only when it is asked for. A
   * journey's are its own, and those of its meeting that belong to no journey yet.
   */
  @SqlQuery(
      "select "
          + COLUMNS
          + """
          from webhook_delivery
          where (state = :state or (cast(:state as text) is null and state <> 'QUARANTINED'))
            and (cast(:journeyId as text) is null or delivery_id = any(array(
              select delivery_id from webhook_delivery where journey_id = :journeyId
              union all select delivery_id from webhook_delivery
              where journey_id is null
                and state in ('RECEIVED', 'SIGNALLED', 'NEEDS_REVIEW', 'LATE')
                and meeting_id in (
                  select meeting_id from journey where journey_id = :journeyId
                  union select meeting_id from patient_exam where journey_id = :journeyId))))
            and (cast(:clinic as text) is null or starts_with(meeting_id, :clinic || ':'))
            and received_at >= :since and received_at < :until
            and (received_at, delivery_id) > (:afterReceivedAt, cast(:afterId as uuid))
          order by received_at, delivery_id limit :limit
          """)
  @PlannedByValues
  List<WebhookDelivery> findPage(
      @Nullable String state,
      @Nullable String journeyId,
      @Nullable String clinic,
      Instant since,
      Instant until,
      Instant afterReceivedAt,
      UUID afterId,
      int limit);

  /** Makes a delivery due to be relayed once more, as the first time. */
  @SqlUpdate(
      """
      update webhook_delivery set state = 'RECEIVED', attempts = 0, next_attempt_at = :now
      where delivery_id = :id and state not in ('RECEIVED', 'SIGNALLED', 'QUARANTINED')
        and body_key is not null
      """)
  boolean replay(WebhookDeliveryId id, Instant now);

  /**
   * An operator assigns a delivery that no journey has applied, also one that is being read again:
   * that reading then ends without effect.
   */
  @SqlUpdate(
      """
      update webhook_delivery set journey_id = :journeyId, meeting_id = :meetingId,
        attempt = :attempt, assigned_by = :by, state = 'RECEIVED', effect = null, attempts = 0,
        next_attempt_at = :now
      where delivery_id = :id and body_key is not null
        and (state in ('NEEDS_REVIEW', 'LATE', 'QUARANTINED')
          or (state = 'APPLIED' and coalesce(event, 0) = 0)
          or (state = 'RECEIVED' and finding is not null and assigned_by is null))
      """)
  boolean assign(
      WebhookDeliveryId id,
      JourneyId journeyId,
      MeetingId meetingId,
      int attempt,
      String by,
      Instant now);
}
