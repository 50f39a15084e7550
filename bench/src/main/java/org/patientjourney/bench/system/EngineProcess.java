package org.patientjourney.bench.system;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** {@code up} of a checkout: the engine with its PostgreSQL, Temporal and sandbox. */
public final class EngineProcess implements AutoCloseable {
  /** Where throughput is measured. */
  public static final List<String> PRODUCTION = List.of("-Xmx1g");

  /** As the launcher has them. */
  public static final List<String> LAPTOP =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms96m", "-Xmx1g");

  private static final int LOWEST_PORT = 21_000;
  private static final int PORTS = 5;
  private static final String CLOSED =
      "select count(*) from journey where not open and order_id like ?";

  private final JavaProcess process;
  private final URI url;
  private final URI sandbox;
  private final Path data;
  private final String name;

  private EngineProcess(JavaProcess process, String name, Path data) throws IOException {
    this.process = process;
    this.name = name;
    this.data = data;
    this.url = URI.create(process.awaitLine("journey engine ready:"));
    this.sandbox = URI.create(process.awaitLine("provider sandbox:"));
  }

  /** A fresh one, whose PostgreSQL counts statements: it must be restarted for that. */
  public static EngineProcess fresh(
      Checkout checkout, TemporalServer temporal, List<String> flags, Path data)
      throws IOException, SQLException {
    Files.createDirectories(data);
    try (EngineProcess first = start(checkout, temporal, flags, data, "api,relay,worker");
        Connection connection = DriverManager.getConnection(first.databaseUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("create extension pg_stat_statements");
      statement.execute("alter system set shared_preload_libraries = 'pg_stat_statements'");
    }
    return start(checkout, temporal, flags, data, "api,relay,worker");
  }

  public static EngineProcess start(
      Checkout checkout, TemporalServer temporal, List<String> flags, Path data, String roles)
      throws IOException {
    int port = freePorts();
    List<String> command = new ArrayList<>(flags);
    command.addAll(checkout.jvm(checkout.config(data)));
    command.add(checkout.mainClass());
    command.addAll(
        List.of(
            "up",
            "--data",
            data.toString(),
            "--port",
            Integer.toString(port),
            "--sandbox-port",
            "0"));
    command.addAll(List.of("--sandbox-delay-ms", "20", "--roles", roles, "--exit-with-parent"));
    command.addAll(temporal.options());
    return new EngineProcess(
        JavaProcess.start(command, data.resolve("bench.log")), checkout.name(), data);
  }

  public Subject subject() throws IOException {
    return new Subject(name, process, url, key("backend"), databaseUrl(), CLOSED);
  }

  /** The hand-written comparison beside it: same Temporal, same PostgreSQL, same sandbox. */
  public Subject comparison(TemporalServer temporal) throws IOException, SQLException {
    try (Connection connection = DriverManager.getConnection(databaseUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("create database comparison");
    }
    String database = databaseUrl().replace("/journey?", "/comparison?");
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      statement.execute("create extension pg_stat_statements");
    }
    int port = url.getPort() + PORTS - 1;
    Map<String, String> settings =
        Map.of(
            "port",
            Integer.toString(port),
            "database",
            database,
            "temporal",
            temporal.isEmbedded() ? "" : temporalAddress(),
            "provider",
            sandbox.resolve("/").toString(),
            "clinicKey",
            "local-key-of-juniper");
    List<String> command = new ArrayList<>(PRODUCTION);
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.patientjourney.bench.comparison.ComparisonMain");
    JavaProcess comparison = JavaProcess.start(command, data.resolve("comparison.log"));
    comparison.awaitLine("comparison listening");
    return new Subject(
        "hand-written",
        comparison,
        URI.create("http://127.0.0.1:" + port),
        "",
        database,
        "select count(*) from visit where not open and visit_id like ?");
  }

  public JavaProcess process() {
    return process;
  }

  public URI url() {
    return url;
  }

  public URI sandbox() {
    return sandbox;
  }

  /** Two ports after the engine's. */
  public String temporalAddress() {
    return "127.0.0.1:" + (url.getPort() + 2);
  }

  public String key(String role) throws IOException {
    Properties keys = new Properties();
    try (Reader file = Files.newBufferedReader(data.resolve("keys.properties"))) {
      keys.load(file);
    }
    return keys.getProperty(role);
  }

  /**
   * The first of some free ports in a row: engine, administration, Temporal, its UI, comparison.
   */
  private static int freePorts() throws IOException {
    for (int first = LOWEST_PORT; first < LOWEST_PORT + 10_000; first += PORTS) {
      boolean free = true;
      for (int port = first; port < first + PORTS; port++) {
        free &= isFree(port);
      }
      if (free) {
        return first;
      }
    }
    throw new IOException("expected free ports, found none");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private String databaseUrl() throws IOException {
    // The fourth line is the port: PostgreSQL manual, "Database File Layout".
    String port = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip();
    return "jdbc:postgresql://127.0.0.1:" + port + "/journey?user=postgres";
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
