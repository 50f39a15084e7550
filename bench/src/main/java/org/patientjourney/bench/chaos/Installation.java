package org.patientjourney.bench.chaos;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSettings;
import org.patientjourney.local.system.SandboxProcess;

/**
 * The engine as in production: a process for each role, a PostgreSQL of its own, and a Temporal
 * server on another one. The sandbox beside it is never killed; it ends with this program.
 */
final class Installation implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(5);
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(50).toNanos();
  private static final long SANDBOX_DELAY_MILLIS = 1_500;

  /** Waits that production measures in hours and days. */
  private static final Map<String, Object> SHORT_WAITS =
      Map.of(
          "/relay/lease", "2s",
          "/policy/inviteOverdue", "15s",
          "/policy/shipmentSettles", "20s",
          "/policy/followUp/after", "30s",
          "/policy/sendHours/from", "00:00",
          "/policy/sendHours/until", "23:59:59");

  private final List<Part> parts = new CopyOnWriteArrayList<>();
  private final Path root;
  private final Path folder;
  private final Ports ports = Ports.at(0);
  private final int postgresPort = Ports.free();
  private final int sandboxPort = Ports.free();
  private final LocalKeys keys;
  private final URI url = URI.create("http://127.0.0.1:" + ports.application());
  private final URI sandboxUrl = URI.create("http://127.0.0.1:" + sandboxPort);
  private final String databaseUrl = "jdbc:postgresql://127.0.0.1:" + postgresPort + "/journey";
  private final String temporalAddress = "127.0.0.1:" + ports.temporal();

  /** Nothing runs yet. */
  Installation(Path root, Path folder) throws IOException {
    this.root = root;
    this.folder = folder;
    keys = LocalKeys.in(folder);
  }

  /** Returns when every part listens. */
  void start() throws IOException {
    String cluster = root.resolve("bench/cluster.sh").toString();
    Path temporalData = folder.resolve("cluster");
    run(cluster, "new", temporalData.toString());
    Path data = folder.resolve("postgres");
    new EmbeddedDatabase(data).close();
    LocalOptions options =
        LocalOptions.parse(
            List.of("up", "--data", folder.toString(), "--port", "0", "--answer-timeout", "2s"));
    SandboxProcess.awaitReady(
        SandboxProcess.launch(
            folder.resolve("sandbox"),
            sandboxPort,
            LocalSettings.clinicByKey(List.of()),
            SANDBOX_DELAY_MILLIS));

    String temporalPostgres = Integer.toString(ports.temporalUi());
    String postgres = Integer.toString(postgresPort);
    add("postgres", List.of(cluster, "postgres", data.toString(), postgres), postgres);
    String clusterPostgres = temporalData.resolve("postgres").toString();
    add(
        "temporal-postgres",
        List.of(cluster, "postgres", clusterPostgres, temporalPostgres),
        temporalPostgres);
    String temporal = Integer.toString(ports.temporal());
    add(
        "temporal",
        List.of(cluster, "temporal", temporalData.toString(), temporal, temporalPostgres),
        temporal);
    awaitListening();

    Path config = shortened(LocalSettings.writeConfig(folder, options, List.of()));
    Path jar = root.resolve("app/target/journey-server.jar");
    Path archive = folder.resolve("classes.jsa");
    Part first =
        role(
            "first",
            List.of("-XX:ArchiveClassesAtExit=" + archive, "-Ddw.roles=API,RELAY,WORKER"),
            jar,
            config,
            LocalSettings.variables(options, keys, databaseUrl, sandboxUrl, ports));
    // It makes tables and search attributes, and leaves its classes for a quick start.
    parts.add(first);
    await(first::isListening);
    first.stop();
    parts.remove(first);
    for (String role : List.of("api", "relay", "worker")) {
      Ports own = role.equals("api") ? ports : Ports.at(0);
      Map<String, String> variables =
          new TreeMap<>(LocalSettings.variables(options, keys, databaseUrl, sandboxUrl, own));
      variables.put("JOURNEY_PUBLIC_BASE_URL", url.toString());
      parts.add(
          role(
              role,
              List.of(
                  "-Xshare:auto",
                  "-XX:SharedArchiveFile=" + archive,
                  "-Ddw.roles=" + role.toUpperCase(Locale.ROOT)),
              jar,
              config,
              variables));
    }
    awaitListening();
  }

  private void add(String name, List<String> command, String port) {
    parts.add(new Part(name, command, Map.of(), Integer.parseInt(port), folder));
  }

  private Part role(
      String name, List<String> flags, Path jar, Path config, Map<String, String> variables) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(flags);
    command.add(
        "-Ddw.logging.appenders[0].currentLogFilename="
            + folder.resolve("journey-" + name + ".log"));
    command.addAll(List.of("-jar", jar.toString(), "server", config.toString()));
    Map<String, String> all = new TreeMap<>(variables);
    all.put("TEMPORAL_ADDRESS", temporalAddress);
    all.put("TEMPORAL_NAMESPACE", "default");
    return new Part(name, command, all, Integer.parseInt(all.get("JOURNEY_PORT")), folder);
  }

  private static Path shortened(Path config) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    ObjectNode root = (ObjectNode) yaml.readTree(config.toFile());
    SHORT_WAITS.forEach(
        (name, value) -> {
          JsonPointer pointer = JsonPointer.compile(name);
          ((ObjectNode) root.at(pointer.head()))
              .putPOJO(pointer.last().getMatchingProperty(), value);
        });
    return Files.writeString(config, yaml.writeValueAsString(root));
  }

  Part part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
  }

  List<Part> parts() {
    return parts;
  }

  /** Starts again what has ended, until the time is over. */
  void superviseFor(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    do {
      keepRunning();
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    } while (System.nanoTime() < end);
  }

  /** Starts again what has ended, until all listens. */
  void awaitListening() throws IOException {
    await(() -> parts.stream().allMatch(Part::isListening));
  }

  void await(BooleanSupplier condition) throws IOException {
    long giveUp = System.nanoTime() + START.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > giveUp) {
        throw new IOException("a part does not start: see its log; parts: " + parts);
      }
      superviseFor(Duration.ZERO);
    }
  }

  private void keepRunning() throws IOException {
    for (Part part : parts) {
      part.keepRunning();
    }
  }

  JsonClient backend() {
    return new JsonClient(url, keys.backend());
  }

  JsonClient operations() {
    return new JsonClient(url, keys.operations());
  }

  JsonClient sandbox() {
    return new JsonClient(sandboxUrl, "");
  }

  /** As PostgreSQL's superuser. */
  String databaseUrl() {
    return databaseUrl + "?user=postgres";
  }

  WorkflowServiceStubs temporal() {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget(temporalAddress)
            .validateAndBuildWithDefaults());
  }

  private static void run(String... command) throws IOException {
    try {
      int code = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IOException("expected exit code 0 of " + List.of(command) + ", found " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    // The roles first.
    for (int i = parts.size() - 1; i >= 0; i--) {
      parts.get(i).close();
    }
  }
}
