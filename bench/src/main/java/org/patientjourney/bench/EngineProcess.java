package org.patientjourney.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalKeys;

/** {@code up} of a checkout: the engine with its PostgreSQL, Temporal and sandbox. */
final class EngineProcess implements AutoCloseable {
  private static final int LOWEST_PORT = 21_000;
  private static final int PORTS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final ChildProcess process;
  private final String name;
  private final List<String> flags;
  private final Path data;
  private final URI url;
  private final URI sandboxUrl;
  private final JsonClient sandbox;
  private final LocalKeys keys;
  private final String databaseUrl;
  private final String temporalAddress;

  /**
   * Returns when its endpoints are open.
   *
   * @param server options that say where journeys run; none for the embedded engine
   */
  EngineProcess(Checkout checkout, List<String> server, List<String> flags, Path data, String roles)
      throws IOException {
    this.name = checkout.name();
    this.flags = flags;
    this.data = data;
    int port = freePorts();
    List<String> command = checkout.java(flags, data);
    command.addAll(List.of("up", "--data", data.toString(), "--port", Integer.toString(port)));
    command.addAll(List.of("--sandbox-port", "0", "--sandbox-delay-ms", "20"));
    command.addAll(List.of("--roles", roles, "--exit-with-parent"));
    command.addAll(server);
    process = ChildProcess.start(command, data);
    url = URI.create(process.awaitLine("journey engine ready:"));
    sandboxUrl = URI.create(process.awaitLine("provider sandbox:"));
    sandbox = new JsonClient(sandboxUrl, "");
    keys = LocalKeys.in(data);
    // Two ports after the engine's.
    temporalAddress = server.isEmpty() ? "" : "127.0.0.1:" + (port + 2);
    // The fourth line is the port: PostgreSQL manual, "Database File Layout".
    String postgres = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip();
    databaseUrl = "jdbc:postgresql://127.0.0.1:" + postgres + "/journey?user=postgres";
  }

  Subject subject() {
    return new Subject(
        name,
        process,
        new JsonClient(url, keys.backend()),
        databaseUrl,
        "select count(*) from journey where not open and order_id like ?",
        temporalAddress);
  }

  /** The hand-written workflow beside it: same Temporal, same PostgreSQL, same sandbox. */
  Subject handWritten() throws IOException, SQLException {
    execute(databaseUrl, "create database comparison");
    String database = databaseUrl.replace("/journey?", "/comparison?");
    execute(database, "create extension pg_stat_statements");
    int port = url.getPort() + PORTS - 1;
    List<String> command = ChildProcess.java(flags);
    command.add("-Dport=" + port);
    command.add("-Ddatabase=" + database);
    command.add("-Dtemporal=" + temporalAddress);
    command.add("-Dprovider=" + sandboxUrl.resolve("/"));
    command.add("-DclinicKey=local-key-of-juniper");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.patientjourney.bench.comparison.ComparisonMain");
    Path folder = Files.createDirectories(data.resolve("comparison"));
    ChildProcess comparison = ChildProcess.start(command, folder);
    comparison.awaitLine("comparison listening");
    return new Subject(
        "hand-written",
        comparison,
        new JsonClient(URI.create("http://127.0.0.1:" + port), ""),
        database,
        "select count(*) from visit where not open and visit_id like ?",
        temporalAddress);
  }

  URI url() {
    return url;
  }

  JsonClient sandbox() {
    return sandbox;
  }

  /** Lets time pass. */
  JsonNode travel(Duration by) throws IOException {
    return new JsonClient(url, keys.operations())
        .postPatiently("/clock", JsonNodeFactory.instance.objectNode().put("by", by.toString()))
        .success();
  }

  /**
   * Orders exams that no patient takes, which wait until the sandbox is asked to decide. Returns
   * the sandbox's invites, once it has sent one for each order.
   */
  List<JsonNode> park(String prefix, int orders) throws IOException {
    for (int i = 0; i < orders; i++) {
      subject().order(prefix + "-" + i, "Waiting");
    }
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < giveUp) {
      List<JsonNode> invites = new ArrayList<>();
      for (JsonNode invite : sandbox.get("/sandbox/state").success().path("invites")) {
        if (invite.at("/patient/additional_data").asText().contains(":" + prefix + "-")) {
          invites.add(invite);
        }
      }
      if (invites.size() == orders) {
        return invites;
      }
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
    throw new IOException("expected an invite for each of " + orders + " orders");
  }

  static String patientExam(JsonNode invite) {
    return invite.at("/patient_exams/0/patient_exam_id").asText();
  }

  /**
   * The first of some free ports in a row: engine, administration, Temporal, its UI, comparison.
   */
  private static int freePorts() throws IOException {
    for (int first = LOWEST_PORT; first < LOWEST_PORT + 10_000; first += PORTS) {
      int free = 0;
      while (free < PORTS && isFree(first + free)) {
        free++;
      }
      if (free == PORTS) {
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

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
