package org.patientjourney.local.metrics;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.patientjourney.local.Scrape;
import org.patientjourney.local.TestDatabase;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.engine.InProcessEngine;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.fault.CuttableLine;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.local.system.LocalApplication;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSettings;

/** A whole system in this process with its admin port and its log as JSON. */
final class WatchedEngine implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final TestSandbox sandbox;
  private final EmbeddedDatabase database;
  private final CuttableLine toDatabase;
  private final InProcessEngine temporal = new InProcessEngine();
  private final LocalApplication application;
  private final LocalKeys keys;
  private final Ports ports = Ports.at(0);
  private final Path log;

  WatchedEngine(Path data) throws Exception {
    sandbox = TestSandbox.start(data.resolve("sandbox"), 100);
    Path folder = Files.createDirectories(data.resolve("engine"));
    log = folder.resolve("journey.log");
    database = TestDatabase.start(folder.resolve("postgres"));
    toDatabase = new CuttableLine(URI.create(database.url().substring("jdbc:".length())).getPort());
    keys = LocalKeys.in(folder);
    LocalOptions options =
        LocalOptions.parse(List.of("up", "--data", folder.toString(), "--port", "0"));
    String url = "jdbc:postgresql://127.0.0.1:" + toDatabase.port() + "/journey";
    Map<String, String> variables =
        LocalSettings.variables(options, keys, url, sandbox.url(), ports);
    variables.put("JOURNEY_LOG_FORMAT", "json");
    Path config = LocalSettings.writeConfig(folder, options, List.of());
    application = LocalApplication.serve(temporal, variables, config);
  }

  TestSandbox sandbox() {
    return sandbox;
  }

  JsonClient operations() {
    return new JsonClient(URI.create("http://127.0.0.1:" + ports.application()), keys.operations());
  }

  Scrape scrape() throws IOException {
    return Scrape.of(URI.create("http://127.0.0.1:" + ports.admin()));
  }

  /** PostgreSQL cannot be reached until it is mended. */
  CuttableLine toDatabase() {
    return toDatabase;
  }

  /** The first line of the log that is as wanted, once it is written. */
  JsonNode awaitLine(String what, Predicate<JsonNode> wanted) {
    return await(what)
        .until(() -> lines().stream().filter(wanted).toList(), found -> !found.isEmpty())
        .get(0);
  }

  /** Every line must be an object of its own; the last one may be half written. */
  private List<JsonNode> lines() throws IOException {
    String written = Files.readString(log);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : written.substring(0, written.lastIndexOf('\n') + 1).lines().toList()) {
      lines.add(MAPPER.readTree(line));
    }
    return lines;
  }

  @Override
  public void close() throws Exception {
    application.close();
    temporal.close();
    toDatabase.close();
    database.close();
    sandbox.close();
  }
}
