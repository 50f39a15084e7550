package org.patientjourney.app.configuration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import org.patientjourney.activities.database.Database.DatabaseLogin;

/**
 * PostgreSQL, entered as two roles: the migrator owns the tables, the application may not rewrite
 * the journal.
 */
public record DatabaseConfiguration(
    @NotEmpty String url,
    @NotEmpty String applicationUser,
    @NotNull String applicationPassword,
    @NotEmpty String migratorUser,
    @NotNull String migratorPassword,
    @Min(2) @Max(200) int maximumConnections) {
  public DatabaseLogin application() {
    return new DatabaseLogin(url, applicationUser, applicationPassword);
  }

  public DatabaseLogin migrator() {
    return new DatabaseLogin(url, migratorUser, migratorPassword);
  }

  @Override
  public String toString() {
    return "DatabaseConfiguration[" + applicationUser + "]";
  }
}
