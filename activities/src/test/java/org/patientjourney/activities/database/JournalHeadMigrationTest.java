package org.patientjourney.activities.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Journeys that were recorded before a journal had a head get theirs. */
class JournalHeadMigrationTest {
  private static @Nullable TestPostgres postgres;

  @RegisterExtension
  static final BeforeAllCallback POSTGRES = context -> postgres = TestPostgres.started();

  @Test
  void the_last_entry_of_each_journal_becomes_its_head() {
    TestPostgres server = Objects.requireNonNull(postgres);
    DatabaseLogin login = server.login(server.createEmptyDatabase(), TestPostgres.MIGRATOR);
    migrateBefore(login);
    Jdbi jdbi = Jdbi.create(login.url(), login.user(), login.password());
    jdbi.useHandle(
        handle -> {
          record(handle, "juniper:WC-1:5101", 5101, 11);
          record(handle, "juniper:WC-1:5102", 5102, 2);
        });

    Database.migrate(login, TestPostgres.APPLICATION);

    List<String> heads =
        jdbi.withHandle(
            handle ->
                handle
                    .select(
                        "select journal_seq || ' ' || encode(journal_hash, 'hex')"
                            + " from journey order by journey_id")
                    .mapTo(String.class)
                    .list());
    assertThat(heads).containsExactly("11 0b", "2 02");
  }

  private static void migrateBefore(DatabaseLogin login) {
    Flyway.configure()
        .dataSource(login.url(), login.user(), login.password())
        .placeholders(Map.of("applicationRole", TestPostgres.APPLICATION))
        .locations("classpath:db/migration")
        .target("1")
        .loggers("slf4j")
        .load()
        .migrate();
  }

  /** A journey whose entries have their number as hash. */
  private static void record(Handle handle, String journey, int examId, int entries) {
    handle.execute(
        "insert into exam_order values ('juniper', 'WC-1', 'C-1', '', now())"
            + " on conflict do nothing");
    handle.execute("insert into meeting values (?, 'juniper', 'WC-1')", journey);
    handle.execute(
        "insert into journey values (?, 'juniper', 'WC-1', ?, ?, true, '', '', '', '', '', '{}',"
            + " null, '{}', 1, 1, '', now(), now())",
        journey,
        examId,
        journey);
    handle.execute(
        "insert into journal_entry select ?, n, 1, 1, 'ORDERED', now(), 'engine', '{}', null, '',"
            + " decode(lpad(to_hex(n), 2, '0'), 'hex') from generate_series(1, ?) n",
        journey,
        entries);
  }
}
