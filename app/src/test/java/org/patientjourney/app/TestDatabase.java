package org.patientjourney.app;

import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** The database of tests that never reach one. */
public final class TestDatabase {
  private TestDatabase() {}

  /** Refuses every connection. */
  public static Jdbi down() {
    ConnectionFactory down =
        () -> {
          throw new SQLTransientConnectionException("down");
        };
    return Jdbi.create(down).installPlugin(new SqlObjectPlugin());
  }
}
