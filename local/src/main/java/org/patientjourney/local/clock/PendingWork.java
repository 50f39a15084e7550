package org.patientjourney.local.clock;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is due in the record, and when the next row is due. */
public final class PendingWork implements AutoCloseable {
  /**
   * Every row that acts by itself, with the instant at which it may. Inlined in both places, so
   * that each uses an index.
   */
  private static final String LOOK =
      """
      with acts as not materialized (
        select 'journey ' || journey_id as id, next_due_at as at from journey where open
        union all select 'outbox ' || id, next_attempt_at from outbox
        union all select 'delivery ' || delivery_id, next_attempt_at from webhook_delivery)
      select
        array(
          select id from acts where at <= ?
          union select 'delivery ' || delivery_id from webhook_delivery
          where state in ('RECEIVED', 'SIGNALLED')) as due,
        (select min(at) from acts where at > ?) as next,
        cast(pg_current_snapshot() as text) as written
      """;

  private final String databaseUrl;
  private final String user;
  private @Nullable Connection connection;

  public PendingWork(String databaseUrl, String user) {
    this.databaseUrl = databaseUrl;
    this.user = user;
  }

  /**
   * What one look finds.
   *
   * @param due what is due already and has not acted, and deliveries that no journey has applied
   * @param next the first instant behind now at which something acts; null when nothing will
   * @param written changes with each transaction that writes
   */
  public record Rows(Set<String> due, @Nullable Instant next, String written) {}

  public Rows look(Instant now) throws IOException {
    try (PreparedStatement query = connection().prepareStatement(LOOK)) {
      query.setTimestamp(1, Timestamp.from(now));
      query.setTimestamp(2, Timestamp.from(now));
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        Timestamp next = rows.getTimestamp("next");
        return new Rows(
            Set.copyOf(List.of((String[]) rows.getArray("due").getArray())),
            next == null ? null : next.toInstant(),
            rows.getString("written"));
      }
    } catch (SQLException e) {
      throw new IOException("the record cannot be looked at", e);
    }
  }

  /** Kept open: PostgreSQL starts a process for each connection. */
  private Connection connection() throws SQLException {
    if (connection == null || connection.isClosed()) {
      connection = DriverManager.getConnection(databaseUrl, user, "");
    }
    return connection;
  }

  @Override
  public void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }
}
