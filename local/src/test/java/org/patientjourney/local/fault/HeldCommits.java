package org.patientjourney.local.fault;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.patientjourney.local.system.EmbeddedDatabase;

/**
 * Makes chosen commits wait inside PostgreSQL, by a trigger that runs at the commit and asks for a
 * lock of ours. A kill then meets the engine between its COMMIT and the answer, and the test says
 * which of the two it was: the transaction never happened, or it stands and its caller got no
 * answer.
 */
public final class HeldCommits implements AutoCloseable {
  /** What becomes of the commits that waited when their engine was killed. */
  public enum Fate {
    LOST,
    COMMITTED
  }

  private static final String SUPERUSER = "postgres";

  private final Connection connection;
  private final List<String> held = new ArrayList<>();
  private final List<Integer> lost = new ArrayList<>();

  public HeldCommits(String databaseUrl) throws SQLException {
    connection = DriverManager.getConnection(databaseUrl, SUPERUSER, "");
    execute(
        """
        create function await_the_test() returns trigger language plpgsql set lock_timeout = 0 as $$
        begin
          perform pg_advisory_xact_lock_shared(cast(tg_argv[0] as bigint));
          return null;
        end $$
        """);
  }

  /** In the PostgreSQL that an engine of this folder runs, whose port is in its pid file. */
  public static HeldCommits ofEngine(Path data) throws IOException, SQLException {
    String port = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip();
    return new HeldCommits("jdbc:postgresql://127.0.0.1:" + port + "/journey");
  }

  /**
   * From now on transactions wait with their commit. All holds come before the first that waits,
   * because a table cannot get a trigger while a transaction that changed it is open.
   *
   * @param fate when their engine is killed
   * @param operation insert or update
   * @param condition of a changed row, in terms of {@code old} and {@code new}
   */
  public void hold(String name, Fate fate, String table, String operation, String condition)
      throws SQLException {
    held.add(name);
    int number = held.size();
    if (fate == Fate.LOST) {
      lost.add(number);
    }
    execute("select pg_advisory_lock(" + number + ")");
    execute(
        """
        create constraint trigger held_%1$d after %2$s on %3$s deferrable initially deferred
        for each row when (%4$s) execute function await_the_test(%1$d)
        """
            .formatted(number, operation, table, condition));
  }

  /**
   * Another role with the rights of the application, so that its transactions can be distinguished.
   */
  public void createRoleLikeApplication(String role) throws SQLException {
    execute("create role " + role + " login in role " + EmbeddedDatabase.APPLICATION);
  }

  /** Returns when a commit waits. */
  public void awaitHeld(String name) {
    int number = held.indexOf(name) + 1;
    await("a commit to wait: " + name)
        .pollInterval(Duration.ofMillis(30))
        .until(() -> waiting(number) > 0);
  }

  /** Lets the commits go on that wait under this name, and all later ones. */
  public void release(String name) throws SQLException {
    execute("select pg_advisory_unlock(" + (held.indexOf(name) + 1) + ")");
  }

  /** The engine was killed: its commits meet their fates, its connections end. */
  public void end(String role) throws SQLException {
    for (int number : lost) {
      // A statement of the killed engine that waited for the row goes on to its own commit.
      await("a commit to be lost: " + held.get(number - 1))
          .until(
              () -> {
                execute("select pg_terminate_backend(pid) from pg_locks where " + waitsFor(number));
                return waiting(number) == 0;
              });
    }
    execute("select pg_advisory_unlock_all()");
    await("the killed engine's connections to end")
        .pollInterval(Duration.ofMillis(30))
        .until(
            () ->
                count("select count(*) from pg_stat_activity where usename = '" + role + "'") == 0);
  }

  @Override
  public void close() throws SQLException {
    execute("select pg_advisory_unlock_all()");
    execute("drop function await_the_test cascade");
    connection.close();
  }

  private long waiting(int number) throws SQLException {
    return count("select count(*) from pg_locks where " + waitsFor(number));
  }

  private static String waitsFor(int number) {
    return "locktype = 'advisory' and not granted and objid = " + number;
  }

  private long count(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
