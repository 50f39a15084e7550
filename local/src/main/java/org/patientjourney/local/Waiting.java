package org.patientjourney.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the record waits for, and until when. */
final class Waiting {
  /** Each of what would act by itself, with the instant at which it may. */
  private static final String ACTS =
      """
      (select 'journey ' || journey_id as id, next_due_at as at from journey where open
      union all select 'outbox ' || id, next_attempt_at from outbox
      union all select 'delivery ' || delivery_id, next_attempt_at from webhook_delivery) acts
      """;

  private final String databaseUrl;

  Waiting(String databaseUrl) {
    this.databaseUrl = databaseUrl;
  }

  /** What is due already and has not acted, and deliveries that no journey has applied yet. */
  Set<String> due(Instant now) throws SQLException {
    String sql =
        "select id from "
            + ACTS
            + """
             where at <= ?
            union select 'delivery ' || delivery_id from webhook_delivery
            where state in ('RECEIVED', 'SIGNALLED')
            """;
    try (Connection connection = connect();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setTimestamp(1, Timestamp.from(now));
      Set<String> due = new TreeSet<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          due.add(rows.getString(1));
        }
      }
      return due;
    }
  }

  /** The first instant behind now at which something acts; null when nothing will. */
  @Nullable Instant next(Instant now) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement query =
            connection.prepareStatement("select min(at) from " + ACTS + " where at > ?")) {
      query.setTimestamp(1, Timestamp.from(now));
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        Timestamp at = rows.getTimestamp(1);
        return at == null ? null : at.toInstant();
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(databaseUrl, EmbeddedDatabase.APPLICATION, "");
  }
}
