package org.patientjourney.activities.database;

/** Where a database is and as whom to enter it. Prints no password. */
public record DatabaseLogin(String url, String user, String password) {
  @Override
  public String toString() {
    return "DatabaseLogin[" + user + "]";
  }
}
