package org.patientjourney.activities.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.Database.DatabaseLogin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one embedded PostgreSQL of this JVM, with a migrated database to copy from. It ends with the
 * JVM: where several share the tests, JUnit sees each class as all that there is.
 */
final class TestPostgres {
  static final String MIGRATOR = "journey_migrator";
  static final String APPLICATION = "journey_app";
  private static final Logger LOG = LoggerFactory.getLogger(TestPostgres.class);
  private static final String TEMPLATE = "journey_template";

  private static @Nullable TestPostgres one;

  private final EmbeddedPostgres postgres;
  private final AtomicInteger databases = new AtomicInteger();

  private TestPostgres(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static synchronized TestPostgres started() {
    if (one == null) {
      one = start();
    }
    return one;
  }

  /** An outgoing connection may take the port that the wrapper has picked. */
  private static EmbeddedPostgres onAnyPort() throws IOException {
    try {
      return EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      LOG.warn("PostgreSQL does not start, it is started again with another port", e);
      return EmbeddedPostgres.builder().start();
    }
  }

  private static TestPostgres start() {
    try {
      TestPostgres started = new TestPostgres(onAnyPort());
      started.superuser("create role " + MIGRATOR + " login");
      started.superuser("create role " + APPLICATION + " login");
      started.superuser("create database " + TEMPLATE + " owner " + MIGRATOR);
      Database.migrate(started.login(TEMPLATE, MIGRATOR), APPLICATION);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("embedded PostgreSQL does not start", e);
    }
  }

  /** Creates a database with the schema and no rows, and returns its name. */
  String createDatabase() {
    String name = "test_" + databases.incrementAndGet();
    superuser(
        "create database "
            + name
            + " template "
            + TEMPLATE
            + " owner "
            + MIGRATOR
            // Twenty times faster than writing each page of it to the log.
            + " strategy file_copy");
    return name;
  }

  DatabaseLogin login(String database, String role) {
    String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    return new DatabaseLogin(url, role, "");
  }

  /** As the superuser, who is bound by no foreign key and no trigger. */
  Jdbi superuserIn(String database) {
    return Jdbi.create(postgres.getDatabase("postgres", database));
  }

  private void superuser(String sql) {
    Jdbi.create(postgres.getPostgresDatabase()).useHandle(handle -> handle.execute(sql));
  }
}
