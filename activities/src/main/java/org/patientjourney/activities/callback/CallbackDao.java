package org.patientjourney.activities.callback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.effect.CallbackKind;
import org.patientjourney.workflows.order.JourneyId;

/** Statements on {@code callback} and {@code callback_endpoint}. */
public interface CallbackDao {
  /** Finds the endpoint while nothing is sent to it. */
  String PAUSED =
      """
      (select 1 from callback_endpoint where callback_endpoint.endpoint = :endpoint
         and (disabled_at is not null or callback_endpoint.next_attempt_at > :now))
      """;

  @SqlUpdate(
      """
      insert into callback
        (callback_id, endpoint, journey_id, kind, content, created_at, attempts, next_attempt_at)
      values (:callbackId, :endpoint, :journeyId, :kind, cast(:content as jsonb), :now, 0, :now)
      """)
  void insert(
      UUID callbackId,
      String endpoint,
      JourneyId journeyId,
      CallbackKind kind,
      String content,
      Instant now);

  /**
   * Takes due rows of an endpoint that is not paused: of each journey the earliest only, so that
   * its events are told in order.
   */
  @SqlUpdate(
      """
      update callback set attempts = attempts + 1, next_attempt_at = :leasedUntil
      where id in (
        select id from callback due
        where endpoint = :endpoint and next_attempt_at <= :now
          and not exists (select 1 from callback earlier
            where earlier.endpoint = due.endpoint and earlier.journey_id = due.journey_id
              and earlier.id < due.id and earlier.next_attempt_at is not null)
          and not exists
      """
          + PAUSED
          + """
            order by next_attempt_at, id limit :limit for update skip locked)
          returning *
          """)
  @GetGeneratedKeys
  List<CallbackRow> claimDue(String endpoint, Instant now, Instant leasedUntil, int limit);

  /** Also when another message of the same batch has failed. */
  @SqlQuery("select exists " + PAUSED)
  boolean isPaused(String endpoint, Instant now);

  /** Only for the claim that sent it: a row that is to be replayed meanwhile stays due. */
  @SqlUpdate(
      """
      update callback set next_attempt_at = null, delivered_at = :now, outcome = :outcome
      where id = :id and attempts = :attempts
      """)
  void markDelivered(long id, int attempts, String outcome, Instant now);

  /** Only for the claim that could not deliver it. */
  @SqlUpdate(
      """
      update callback set next_attempt_at = :nextAttemptAt, outcome = :outcome
      where id = :id and attempts = :attempts and next_attempt_at is not null
      """)
  void backOff(long id, int attempts, String outcome, Instant nextAttemptAt);

  @SqlQuery("select * from callback where id = :id")
  Optional<CallbackRow> find(long id);

  /** By command: it is not sent, and later messages go on. False when it does not wait. */
  @SqlUpdate(
      """
      update callback set next_attempt_at = null, outcome = 'SKIPPED'
      where id = :id and next_attempt_at is not null
      """)
  boolean skip(long id);

  /**
   * A claim that was not carried out, because the endpoint failed meanwhile. Due before those that
   * have failed themselves.
   */
  @SqlUpdate(
      """
      update callback set attempts = attempts - 1, next_attempt_at = created_at
      where id = :id and attempts = :attempts and next_attempt_at is not null
      """)
  void giveBack(long id, int attempts);

  /** Newest first; a page behind {@code before}. */
  @SqlQuery(
      """
      select * from callback
      where id < :before and (cast(:clinic as text) is null or endpoint like :clinic || '/%')
        and (cast(:journeyId as text) is null or journey_id = :journeyId)
        and (not :onlyWaiting or next_attempt_at is not null)
      order by id desc limit :limit
      """)
  List<CallbackRow> findPage(
      @Nullable String clinic,
      @Nullable JourneyId journeyId,
      boolean onlyWaiting,
      long before,
      int limit);

  /**
   * What was delivered to an endpoint from an instant on is due again; returns how many.
   *
   * @param before what was delivered later is left alone
   */
  @SqlUpdate(
      """
      update callback set next_attempt_at = :now
      where endpoint = :endpoint and next_attempt_at is null
        and delivered_at between :since and :before
      """)
  int replay(String endpoint, Instant since, Instant before, Instant now);

  /** The health of an endpoint; empty until it has failed. */
  @SqlQuery("select * from callback_endpoint where endpoint = :endpoint")
  Optional<EndpointRow> findEndpoint(String endpoint);

  @SqlUpdate(
      """
      insert into callback_endpoint (endpoint, failing_since, failures, next_attempt_at)
      values (:endpoint, :now, 1, :now)
      on conflict (endpoint) do update set
        failing_since = coalesce(callback_endpoint.failing_since, excluded.failing_since),
        failures = callback_endpoint.failures + 1
      returning *
      """)
  @GetGeneratedKeys
  EndpointRow fail(String endpoint, Instant now);

  @SqlUpdate(
      """
      update callback_endpoint set next_attempt_at = :nextAttemptAt where endpoint = :endpoint
      """)
  void pause(String endpoint, Instant nextAttemptAt);

  /** Nothing more is sent until it is enabled; false if it was disabled already. */
  @SqlUpdate(
      """
      update callback_endpoint set disabled_at = :now
      where endpoint = :endpoint and disabled_at is null
      """)
  boolean disable(String endpoint, Instant now);

  /** Not when it was disabled, or asked for a pause, while the message was on its way. */
  @SqlUpdate(
      """
      update callback_endpoint set failing_since = null, failures = 0, next_attempt_at = null
      where endpoint = :endpoint and failures > 0 and disabled_at is null
        and (next_attempt_at is null or next_attempt_at <= :now)
      """)
  void succeed(String endpoint, Instant now);

  /**
   * By command.
   *
   * @param givenAt the same command again does not end a later stop
   * @return false when it works, or has stopped since
   */
  @SqlUpdate(
      """
      update callback_endpoint
      set failing_since = null, failures = 0, next_attempt_at = null, disabled_at = null
      where endpoint = :endpoint and coalesce(disabled_at, failing_since) <= :givenAt
      """)
  boolean enable(String endpoint, Instant givenAt);

  /** What waits for its next attempt is due now. */
  @SqlUpdate(
      """
      update callback set next_attempt_at = :now
      where endpoint = :endpoint and next_attempt_at > :now
      """)
  void dueNow(String endpoint, Instant now);

  @SqlQuery("select distinct endpoint from callback where next_attempt_at is not null")
  Set<String> findWaitingEndpoints();

  /**
   * The health of an endpoint.
   *
   * @param failingSince its first failure after its last success; null when it works
   * @param failures since then
   * @param nextAttemptAt nothing is sent before; null when it works
   * @param disabledAt since when nothing is sent until a person enables it
   */
  record EndpointRow(
      String endpoint,
      @Nullable Instant failingSince,
      int failures,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant disabledAt) {}
}
