package org.patientjourney.activities.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Closes a connection that cannot write: its server has become a standby, and another connection
 * may reach the new primary. HikariCP makes it by its name.
 */
public final class StandbyEviction implements SQLExceptionOverride {
  /** PostgreSQL manual, appendix A: read_only_sql_transaction. */
  private static final String READ_ONLY = "25006";

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return READ_ONLY.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
