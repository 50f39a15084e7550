package org.patientjourney.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A journey's record as it was right after the order. */
public final class EarlierRecord {
  private static final String RESTORE =
      """
      set session_replication_role = replica;
      delete from webhook_delivery where journey_id = '%1$s';
      delete from patient_exam where journey_id = '%1$s';
      delete from invite_attempt where meeting_id = '%1$s';
      update journey set open = true, stage = 'ORDERED', invite = 'NOT_SENT', revision = 0,
        snapshot = snapshot || '{"revision": 0, "attempts": [], "resendLog": [], "reports": [],
          "holds": [], "applied": [], "closure": null}'
      where journey_id = '%1$s'
      """;

  private EarlierRecord() {}

  /** In the data folder of a system that is up. */
  public static void restore(Path folder, String journey) throws IOException, SQLException {
    String port = Files.readAllLines(folder.resolve("postgres/postmaster.pid")).get(3).strip();
    try (Connection superuser =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/journey", "postgres", "");
        Statement statement = superuser.createStatement()) {
      statement.execute(RESTORE.formatted(journey));
    }
  }
}
