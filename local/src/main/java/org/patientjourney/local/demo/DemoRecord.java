package org.patientjourney.local.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.patientjourney.local.system.LocalSystem;

/** The record as PostgreSQL's superuser can damage it, past the engine. */
final class DemoRecord {
  private static final String SUPERUSER = "postgres";

  private DemoRecord() {}

  /** Leaves an open journey in a state without a deadline. */
  static void dropDeadline(LocalSystem system, String journey) throws SQLException {
    change(
        system,
        """
        update journey set snapshot = jsonb_set(
          jsonb_set(snapshot, '{attempts,0,status}', '"CANCELLED"'), '{holds}', '[]')
        where journey_id = ? and open
        """,
        journey);
  }

  /** The run of an open journey finds itself superseded by one that does not exist. */
  static void loseRun(LocalSystem system, String journey) throws SQLException {
    change(
        system, "update journey set claimed_by = 'another' where journey_id = ? and open", journey);
  }

  private static void change(LocalSystem system, String sql, String journey) throws SQLException {
    try (Connection connection = DriverManager.getConnection(system.databaseUrl(), SUPERUSER, "");
        PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, journey);
      int updated = update.executeUpdate();
      if (updated != 1) {
        throw new SQLException("expected the open journey " + journey + ", found " + updated);
      }
    }
  }
}
