package org.patientjourney.activities.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.invite.MeetingId;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.webhook.WebhookDeliveryId;

/** Statements on {@code webhook_delivery} and {@code quarantined_delivery}. */
@RegisterConstructorMapper(WebhookDeliveryRow.class)
public interface WebhookDeliveryDao {
  @SqlUpdate(
      """
      insert into webhook_delivery (delivery_id, meeting_id, attempt, received_at, body, truncated,
        state, attempts, next_attempt_at)
      values (:id, :meetingId, :attempt, :now, :body, :truncated, 'RECEIVED', 0, :now)
      """)
  void insert(
      WebhookDeliveryId id,
      MeetingId meetingId,
      int attempt,
      byte[] body,
      boolean truncated,
      Instant now);

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
      returning delivery_id, meeting_id, attempt, received_at, truncated, state, attempts
      """)
  @GetGeneratedKeys
  List<WebhookDeliveryRow> claimDue(Instant now, Instant leaseUntil, int limit);

  @SqlQuery("select body from webhook_delivery where delivery_id = :id")
  Optional<byte[]> findBody(WebhookDeliveryId id);

  @SqlQuery(
      """
      select delivery_id, meeting_id, attempt, received_at, truncated, state, attempts
      from webhook_delivery where delivery_id = :id
      """)
  Optional<WebhookDeliveryRow> find(WebhookDeliveryId id);

  /** Before the signal: what is bound to a journey is awaited by its next claim. */
  @SqlUpdate("update webhook_delivery set journey_id = :journeyId where delivery_id = :id")
  void bind(WebhookDeliveryId id, JourneyId journeyId);

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
      update webhook_delivery set state = 'APPLIED', journey_id = :journeyId, effect = coalesce(effect, :effect),
        applied_at = coalesce(applied_at, :now), next_attempt_at = null
      where delivery_id = :id
      """)
  int markApplied(WebhookDeliveryId id, JourneyId journeyId, String effect, Instant now);

  @SqlUpdate(
      """
      update webhook_delivery set state = :state, journey_id = :journeyId, next_attempt_at = null
      where delivery_id = :id and state in ('RECEIVED', 'SIGNALLED')
      """)
  void finish(WebhookDeliveryId id, DeliveryState state, @Nullable JourneyId journeyId);

  @SqlUpdate(
      """
      update webhook_delivery set next_attempt_at = :nextAttemptAt
      where delivery_id = :id and next_attempt_at is not null
      """)
  void backOff(WebhookDeliveryId id, Instant nextAttemptAt);

  /** A fresh run knows no signal that an earlier run got and did not record. */
  @SqlUpdate(
      """
      update webhook_delivery set next_attempt_at = :now
      where journey_id = :journeyId and state = 'SIGNALLED'
      """)
  void repeatSignalled(JourneyId journeyId, Instant now);

  @SqlQuery(
      """
      select delivery_id from webhook_delivery
      where journey_id = :journeyId and state in ('RECEIVED', 'SIGNALLED') order by received_at
      """)
  List<WebhookDeliveryId> findUnapplied(JourneyId journeyId);

  @SqlUpdate(
      """
      insert into quarantined_delivery (delivery_id, source_hash, received_at, body)
      select :id, :sourceHash, :now, :body
      where (select count(*) from quarantined_delivery
        where source_hash = :sourceHash and received_at > :since) < :limit
        and (select count(*) from quarantined_delivery where received_at > :since) < :total
      """)
  boolean quarantine(
      WebhookDeliveryId id,
      byte[] sourceHash,
      byte[] body,
      Instant now,
      Instant since,
      int limit,
      int total);
}
