package org.patientjourney.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What PostgreSQL counted for one database.
 *
 * @param statements but for those that begin and end transactions
 * @param flushes of the write-ahead log, of the whole server
 */
record ServerCounters(double statements, double commits, double flushes) {
  /** Sessions report what they did a second later: PostgreSQL manual, "Cumulative Statistics". */
  static final double PAUSE_SECONDS = 1.5;

  private static final String QUERY =
      """
      select
        (select sum(calls) from pg_stat_statements s join pg_database d on d.oid = s.dbid
         where d.datname = current_database()
           and query !~* '^(begin|commit|rollback|set |show |start )') as statements,
        (select xact_commit from pg_stat_database where datname = current_database()) as commits,
        (select sum(fsyncs) from pg_stat_io where object = 'wal') as flushes
      """;

  private static final String STATEMENTS =
      """
      select calls, regexp_replace(query, '\\s+', ' ', 'g') as query
      from pg_stat_statements s join pg_database d on d.oid = s.dbid
      where d.datname = current_database() and calls >= ? order by calls desc
      """;

  /** All statements since the server started that ran once for each of so many exams, or more. */
  static List<String> statements(Connection connection, int exams) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(STATEMENTS)) {
      statement.setInt(1, exams);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String query = row.getString("query");
          double perExam = row.getInt("calls") / (double) exams;
          lines.add(
              "%6.2f %s".formatted(perExam, query.substring(0, Math.min(140, query.length()))));
        }
      }
    }
    return lines;
  }

  static ServerCounters read(Connection connection) throws SQLException {
    LockSupport.parkNanos((long) (PAUSE_SECONDS * 1e9));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      row.next();
      return new ServerCounters(
          row.getDouble("statements"), row.getDouble("commits"), row.getDouble("flushes"));
    }
  }

  ServerCounters since(ServerCounters before) {
    return new ServerCounters(
        statements - before.statements, commits - before.commits, flushes - before.flushes);
  }

  /** Of one exam, without what the server does when there is none, and without our own polls. */
  ServerCounters perExam(ServerCounters idle, double idleShare, int polls, int exams) {
    return new ServerCounters(
        (statements - idle.statements * idleShare - polls) / exams,
        (commits - idle.commits * idleShare - polls) / exams,
        (flushes - idle.flushes * idleShare) / exams);
  }
}
