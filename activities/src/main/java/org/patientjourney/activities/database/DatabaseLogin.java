package org.patientjourney.activities.database;

/** The address of a database and the role to log in as. Prints no password. */
public record DatabaseLogin(String url, String user, String password) {
  @Override
  public String toString() {
    return "DatabaseLogin[" + user + "]";
  }
}
