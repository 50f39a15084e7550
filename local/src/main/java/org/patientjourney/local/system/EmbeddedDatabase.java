package org.patientjourney.local.system;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.patientjourney.local.engine.DevEngine;
import org.patientjourney.local.engine.Ports;

/** PostgreSQL from embedded binaries, its data in a folder, durable as in production. */
public final class EmbeddedDatabase implements AutoCloseable {
  public static final String MIGRATOR = "journey_migrator";
  public static final String APPLICATION = "journey_app";
  private static final String DATABASE = "journey";

  private final EmbeddedPostgres postgres;

  /** Starts PostgreSQL on a free port; one that a killed engine left behind is stopped first. */
  public EmbeddedDatabase(Path folder) throws IOException {
    stopLeftBehind(folder);
    postgres = start(folder);
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      create(statement);
    } catch (SQLException e) {
      throw new IOException("the database cannot be prepared", e);
    }
  }

  private static EmbeddedPostgres start(Path folder) throws IOException {
    Path log = folder.resolveSibling("postgres.log");
    ProcessBuilder.Redirect output = ProcessBuilder.Redirect.appendTo(log.toFile());
    try {
      return EmbeddedPostgres.builder()
          // The wrapper's own choice is a port of outgoing connections, which may take it first.
          .setPort(Ports.free())
          .setDataDirectory(folder)
          .setCleanDataDirectory(false)
          // The wrapper switches these off, and C is its locale: see docs/adr/0004.
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("full_page_writes", "on")
          .setServerConfig("listen_addresses", "127.0.0.1")
          .setServerConfig("unix_socket_directories", "")
          .setOutputRedirector(output)
          .setErrorRedirector(output)
          .setPGStartupWait(Duration.ofMinutes(1))
          .setRegisterShutdownHook(false)
          .start();
    } catch (IOException | IllegalStateException e) {
      stopLeftBehind(folder);
      throw new IOException("PostgreSQL does not start, " + log + " ends with: " + end(log), e);
    }
  }

  private static String end(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + DATABASE;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  private static void create(Statement statement) throws SQLException {
    try (ResultSet known =
        statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
      if (known.next()) {
        return;
      }
    }
    for (String sql :
        List.of(
            "create role " + MIGRATOR + " login",
            "create role " + APPLICATION + " login",
            "create database " + DATABASE + " owner " + MIGRATOR)) {
      statement.execute(sql);
    }
  }

  /** PostgreSQL outlives a kill -9 of the process that started it, and keeps its folder locked. */
  public static void stopLeftBehind(Path folder) throws IOException {
    Optional<ProcessHandle> postmaster = leftBehind(folder);
    if (postmaster.isPresent()) {
      DevEngine.stop(postmaster.get(), "PostgreSQL of an earlier run");
    }
  }

  /** The file outlives its process, whose number may be another's by now, even a PostgreSQL's. */
  private static Optional<ProcessHandle> leftBehind(Path folder) throws IOException {
    Path pidFile = folder.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    // Its number, and its folder as it was given: PostgreSQL manual, "Database File Layout".
    List<String> lines = Files.readAllLines(pidFile);
    String data = lines.get(1);
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(process -> isPostgresOf(data, process.info()));
  }

  private static boolean isPostgresOf(String data, ProcessHandle.Info process) {
    return process.command().orElse("").endsWith("/postgres")
        && List.of(process.arguments().orElse(new String[0])).contains(data);
  }
}
