package org.patientjourney.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.database.Database.DatabaseLogin;

/** A build that is taken back does not write into the schema of the newer one. */
class NewerSchemaTest {
  private static final String NEWER =
      """
      insert into flyway_schema_history (installed_rank, version, description, type, script,
        installed_by, execution_time, success)
      values (999, '999', 'of a newer build', 'SQL', 'V999__of_a_newer_build.sql', 'any', 1, true)
      """;

  private final TestPostgres postgres = TestPostgres.started();
  private DatabaseLogin migrator = postgres.login("none", TestPostgres.MIGRATOR);
  private String name = "";

  @BeforeEach
  void prepare() {
    name = postgres.createDatabase();
    migrator = postgres.login(name, TestPostgres.MIGRATOR);
  }

  @Test
  void a_schema_of_this_build_is_described_and_migrated_again() {
    assertThat(Database.describe(migrator, TestPostgres.APPLICATION))
        .isEqualTo("schema version 1, migrations to run: 0");
    assertThat(Database.migrate(migrator, TestPostgres.APPLICATION)).isEqualTo("1");
    try (Database application = new Database(postgres.login(name, TestPostgres.APPLICATION), 2)) {
      assertThat(Database.schemaVersion(application.jdbi())).isEqualTo("1");
    }
  }

  @Test
  void a_schema_of_a_newer_build_is_refused() {
    postgres.superuserIn(name).useHandle(handle -> handle.execute(NEWER));

    assertThatThrownBy(() -> Database.migrate(migrator, TestPostgres.APPLICATION))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("found version 999 of a newer build: start that build");
    assertThatThrownBy(() -> Database.describe(migrator, TestPostgres.APPLICATION))
        .hasMessageContaining("version 999");
  }
}
