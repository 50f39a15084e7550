package org.patientjourney.local.clock;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What is due in the record, and when the next row is due. */
public record PendingWork(Jdbi jdbi) {
  /**
   * Every row that acts by itself, with the instant at which it may. Inlined in both places, so
   * that each uses an index.
   */
  private static final String LOOK =
      """
      with acts as not materialized (
        select 'journey ' || journey_id as id, next_due_at as at from journey where open
        union all select 'outbox ' || id, next_attempt_at from outbox
        union all select 'delivery ' || delivery_id, next_attempt_at from webhook_delivery
        union all select 'pdf ' || journey_id || ' ' || digest, next_try_at from pdf_copy)
      select
        array(
          select id from acts where at <= :now
          union select 'delivery ' || delivery_id from webhook_delivery
          where state in ('RECEIVED', 'SIGNALLED')
          union select 'pdf ' || journey_id || ' ' || digest from pdf_copy
          where next_try_at is not null and tries = 0) as due,
        (select min(at) from acts where at > :now) as next,
        cast(pg_current_snapshot() as text) as written
      """;

  /**
   * What one look finds.
   *
   * @param due what is due already and has not acted, and deliveries that no journey has applied,
   *     and PDFs that were never tried
   * @param next the first instant behind now at which something acts; null when nothing will
   * @param written changes with each transaction that writes
   */
  record Rows(Set<String> due, @Nullable Instant next, String written) {}

  Rows look(Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LOOK)
                .bind("now", now)
                .map(
                    (row, context) -> {
                      Timestamp next = row.getTimestamp("next");
                      return new Rows(
                          Set.copyOf(List.of((String[]) row.getArray("due").getArray())),
                          next == null ? null : next.toInstant(),
                          row.getString("written"));
                    })
                .one());
  }
}
