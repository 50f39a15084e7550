package org.patientjourney.activities.database;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of its own for each test class, emptied before each test; entered by two roles as in
 * production. To be registered as a static extension.
 */
public final class TestDatabase implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  /** As many as a test has threads. */
  private static final int CONNECTIONS = 20;

  /** Deletes and sets back: a truncate of all tables takes over 100 ms. */
  private static final String EMPTY =
      """
      select 'delete from ' || tablename from pg_tables
      where schemaname = 'public' and tablename <> 'flyway_schema_history'
      union all
      select format('select setval(%L, 1, false)', sequencename) from pg_sequences
      """;

  private @Nullable Database application;
  private @Nullable Database owner;
  private @Nullable Handle emptying;
  private String emptyAll = "";

  @Override
  public void beforeAll(ExtensionContext context) {
    TestPostgres postgres = TestPostgres.started();
    String name = postgres.createDatabase();
    application = new Database(postgres.login(name, TestPostgres.APPLICATION), CONNECTIONS);
    owner = new Database(postgres.login(name, TestPostgres.MIGRATOR), CONNECTIONS);
    emptying = postgres.superuserIn(name).open();
    emptying.execute("set session_replication_role = replica");
    emptyAll = String.join(";", emptying.select(EMPTY).mapTo(String.class).list());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Objects.requireNonNull(emptying).execute(emptyAll);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (emptying != null) {
      emptying.close();
    }
    if (application != null) {
      application.close();
    }
    if (owner != null) {
      owner.close();
    }
  }

  /** As the application: what the DAOs use. */
  public Jdbi jdbi() {
    return Objects.requireNonNull(application).jdbi();
  }

  /** As the migrator, who owns the tables: for looking and for tampering. */
  public Jdbi owner() {
    return Objects.requireNonNull(owner).jdbi();
  }

  public int change(String sql) {
    return owner().withHandle(handle -> handle.execute(sql));
  }

  public long count(String from) {
    return owner()
        .withHandle(
            handle -> handle.select("select count(*) from " + from).mapTo(Long.class).one());
  }

  /** The first column of each row, as text. */
  public List<String> texts(String sql) {
    return owner().withHandle(handle -> handle.select(sql).mapTo(String.class).list());
  }

  /** Keeps a copy of every row, as a backup does. */
  public void backUp() {
    Handle superuser = Objects.requireNonNull(emptying);
    superuser.execute("drop schema if exists backup cascade; create schema backup");
    tables()
        .forEach(table -> superuser.execute("create table backup." + table + " as table " + table));
  }

  /** Replaces every row by those of the copy. */
  public void restore() {
    Handle superuser = Objects.requireNonNull(emptying);
    tables()
        .forEach(
            table ->
                superuser.execute(
                    "delete from %1$s; insert into %1$s overriding system value table backup.%1$s"
                        .formatted(table)));
  }

  private List<String> tables() {
    return texts(
        """
        select tablename from pg_tables
        where schemaname = 'public' and tablename <> 'flyway_schema_history'
        """);
  }

  /** Returns when a statement waits for a lock that another transaction holds. */
  public void awaitBlockedStatement() {
    Instant end = Instant.now().plusSeconds(30);
    while (count("pg_locks where not granted") == 0) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("no statement waits for a lock");
      }
      Thread.onSpinWait();
    }
  }

  /** Every row of every table as text; binary columns in hex. */
  public String dump() {
    List<String> tables =
        texts("select table_name from information_schema.tables where table_schema = 'public'");
    StringBuilder rows = new StringBuilder();
    tables.forEach(
        table ->
            texts("select row_of::text from " + table + " row_of")
                .forEach(row -> rows.append(table).append(row).append('\n')));
    return rows.toString();
  }
}
