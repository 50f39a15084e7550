package org.patientjourney.activities.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.OrderId;

/** Statements on {@code store_delivery}. */
public interface StoreDeliveryDao {
  String COLUMNS =
      " id, clinic, platform, topic, store_delivery_id, received_at, order_id, changed_at, outcome,"
          + " problems, attempts ";

  /** As {@link StoreOutcome#isStopped}. */
  String IS_STOPPED = " outcome in ('UNMAPPED', 'INCOMPLETE', 'DUPLICATE', 'UNREADABLE')";

  /** The latest word on its order, which no order was made of. */
  String STOPPED =
      IS_STOPPED
          + """
         and not exists (select 1 from store_delivery newer
           where newer.clinic = delivery.clinic and newer.platform = delivery.platform
             and newer.order_id = delivery.order_id and newer.outcome <> 'OUTDATED'
             and (newer.changed_at, newer.id) > (delivery.changed_at, delivery.id))
      """;

  /** False when the same content was stored before. */
  @SqlUpdate(
      """
      insert into store_delivery (clinic, platform, topic, store_delivery_id, content_hash, body,
        body_key, received_at, attempts, next_attempt_at)
      values (:clinic, :platform, :topic, :storeDeliveryId, :contentHash, :body, :bodyKey, :now, 0,
        :nextAttemptAt)
      on conflict do nothing
      """)
  boolean insertIfAbsent(
      ClinicId clinic,
      StorePlatform platform,
      @Nullable String topic,
      @Nullable String storeDeliveryId,
      byte[] contentHash,
      byte[] body,
      byte[] bodyKey,
      Instant now,
      Instant nextAttemptAt);

  @SqlQuery(
      "select"
          + COLUMNS
          + "from store_delivery"
          + " where clinic = :clinic and platform = :platform and content_hash = :contentHash")
  StoreDelivery getByContent(ClinicId clinic, StorePlatform platform, byte[] contentHash);

  @SqlQuery("select" + COLUMNS + "from store_delivery where id = :id")
  Optional<StoreDelivery> find(long id);

  @SqlQuery("select content_hash, body, body_key from store_delivery where id = :id")
  StoredBody getBody(long id);

  /** Serialises what is done to the orders of one store; for the length of the transaction. */
  @SqlQuery("select pg_advisory_xact_lock(hashtextextended('store:' || :store, 0))")
  String lockStore(String store);

  /** When the order was changed last, by the store's clock, as deliveries before this one tell. */
  @SqlQuery(
      """
      select max(changed_at) from store_delivery
      where clinic = :clinic and platform = :platform and order_id = :orderId and id < :id
        and outcome <> 'OUTDATED'
      """)
  Optional<Instant> findLatestBefore(
      ClinicId clinic, StorePlatform platform, OrderId orderId, long id);

  /**
   * Whether a later word on the order is known. Of two words of one moment, as the store's clock
   * has whole seconds, a cancellation is the later one.
   */
  @SqlQuery(
      """
      select exists (select 1 from store_delivery
        where clinic = :clinic and platform = :platform and order_id = :orderId and id <> :id
          and outcome <> 'OUTDATED'
          and (changed_at > :changedAt
            or (changed_at = :changedAt and not :cancels
              and outcome in ('CANCELLING', 'CANCELLED', 'TOO_LATE'))))
      """)
  boolean isOutdated(
      ClinicId clinic,
      StorePlatform platform,
      OrderId orderId,
      long id,
      Instant changedAt,
      boolean cancels);

  /**
   * Whether a delivery has told the order as it is, or as it was later.
   *
   * @param others outcomes of deliveries that may have told it otherwise at the same moment: the
   *     store's clock has whole seconds
   */
  @SqlQuery(
      """
      select exists (select 1 from store_delivery
        where clinic = :clinic and platform = :platform and order_id = :orderId
          and (changed_at > :changedAt
            or (changed_at = :changedAt and outcome <> all(:others))))
      """)
  boolean isKnown(
      ClinicId clinic,
      StorePlatform platform,
      OrderId orderId,
      Instant changedAt,
      String... others);

  /** Whether the store has cancelled the order at any time. */
  @SqlQuery(
      """
      select exists (select 1 from store_delivery
        where clinic = :clinic and platform = :platform and order_id = :orderId
          and outcome in ('CANCELLING', 'CANCELLED', 'TOO_LATE'))
      """)
  boolean isCancelled(ClinicId clinic, StorePlatform platform, OrderId orderId);

  @SqlUpdate(
      """
      update store_delivery
      set outcome = :outcome, order_id = :orderId, changed_at = :changedAt,
        problems = cast(:problems as jsonb), next_attempt_at = :nextAttemptAt,
        body_key = case when :outcome = 'ERASED' then null else body_key end
      where id = :id
      """)
  void settle(
      long id,
      StoreOutcome outcome,
      @Nullable OrderId orderId,
      @Nullable Instant changedAt,
      String problems,
      @Nullable Instant nextAttemptAt);

  /** False when it is not stopped. */
  @SqlUpdate(
      "update store_delivery set outcome = 'DISMISSED', next_attempt_at = null"
          + " where id = :id and"
          + IS_STOPPED)
  boolean dismiss(long id);

  /** Once its journeys have answered. */
  @SqlUpdate(
      """
      update store_delivery set outcome = :outcome, next_attempt_at = null
      where id = :id and outcome = 'CANCELLING'
      """)
  void endCancelling(long id, StoreOutcome outcome);

  @SqlUpdate(
      """
      update store_delivery set attempts = attempts + 1, next_attempt_at = :leasedUntil
      where id in (select id from store_delivery where next_attempt_at <= :now
        order by next_attempt_at, id limit :limit for update skip locked)
      returning
      """
          + COLUMNS)
  @GetGeneratedKeys
  List<StoreDelivery> claimDue(Instant now, Instant leasedUntil, int limit);

  /** Only for the claim that could not settle it: a later one keeps its lease. */
  @SqlUpdate(
      """
      update store_delivery set next_attempt_at = :nextAttemptAt
      where id = :id and attempts = :attempts and next_attempt_at is not null
      """)
  void backOff(long id, int attempts, Instant nextAttemptAt);

  /**
   * Newest first, a page behind {@code before}.
   *
   * @param outcome null: those that wait for a person
   */
  @SqlQuery(
      "select"
          + COLUMNS
          + "from store_delivery delivery"
          + " where (cast(:clinic as text) is null or clinic = :clinic) and id < :before"
          + " and ((cast(:outcome as text) is not null and outcome = :outcome)"
          + " or (cast(:outcome as text) is null and"
          + STOPPED
          + ")) order by id desc limit :limit")
  List<StoreDelivery> findPage(
      @Nullable String clinic, @Nullable StoreOutcome outcome, long before, int limit);

  @SqlQuery(
      "select exists (select 1 from store_delivery delivery"
          + " where clinic = :clinic and platform = :platform and"
          + STOPPED
          + ")")
  boolean hasStopped(ClinicId clinic, StorePlatform platform);

  /**
   * A stored body, ciphertext, and what its encryption is bound to.
   *
   * @param bodyKey what it is encrypted with, ciphertext too; null once it is destroyed
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record StoredBody(byte[] contentHash, byte[] body, byte @Nullable [] bodyKey) {}
}
