package org.patientjourney.activities.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/** Statements on {@code quarantined_delivery}. */
@RegisterConstructorMapper(QuarantinedRow.class)
public interface QuarantineDao {
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

  /** Unassigned deliveries after a cursor, in the order of receipt. */
  @SqlQuery(
      """
      select delivery_id, received_at, body from quarantined_delivery
      where assigned_to is null and received_at >= :since and received_at < :until
        and (received_at, delivery_id) > (:afterReceivedAt, cast(:afterId as uuid))
      order by received_at, delivery_id limit :limit
      """)
  List<QuarantinedRow> findPage(
      Instant since, Instant until, Instant afterReceivedAt, UUID afterId, int limit);

  @SqlQuery(
      """
      select delivery_id, received_at, body from quarantined_delivery
      where delivery_id = :id and assigned_to is null
      """)
  Optional<QuarantinedRow> find(WebhookDeliveryId id);

  @SqlUpdate(
      """
      update quarantined_delivery set assigned_to = :id
      where delivery_id = :id and assigned_to is null
      """)
  boolean markAssigned(WebhookDeliveryId id);
}
