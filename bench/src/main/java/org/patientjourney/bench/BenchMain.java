package org.patientjourney.bench;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.logging.common.BootstrapLogging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/** Measures the figures of docs/performance.md; the README beside this module says how. */
public final class BenchMain {
  private static final List<String> FIGURES =
      List.of("throughput", "cost", "visible", "webhook", "weeks", "start");

  /** Takes hours for many journeys: only when asked for. */
  private static final String GROWTH = "growth";

  private static final String EMBEDDED = "embedded";

  /** Where journeys run, and what the report calls it. */
  private static final Map<String, String> SERVERS =
      Map.of(EMBEDDED, "embedded", "dev", "dev server", "cluster", "server on PostgreSQL");

  private static final Path ROOT = Path.of(System.getProperty("bench.root"));

  private static final String ALL_ROLES = "api,relay,worker";

  /** Where throughput is measured: the JVM's defaults. */
  private static final List<String> PRODUCTION = List.of("-Xmx1g");

  /** As the launcher has them. */
  private static final List<String> LAPTOP =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms96m", "-Xmx1g");

  private final Namespace options;
  private final List<String> figures;
  private final List<Checkout> checkouts = new ArrayList<>();
  private final Report report = new Report(System.out);
  private final Path folder;

  private BenchMain(Namespace options) throws IOException {
    this.options = options;
    List<String> wanted = options.getList("figures");
    this.figures = wanted.isEmpty() ? FIGURES : wanted;
    this.folder = Files.createTempDirectory("bench");
    if (options.getString("before") != null) {
      checkouts.add(new Checkout("before", Path.of(options.getString("before")).toAbsolutePath()));
    }
    checkouts.add(new Checkout("now", ROOT));
  }

  public static void main(String[] arguments) throws Exception {
    ArgumentParser parser = ArgumentParsers.newFor("bench/run").build();
    parser.addArgument("--server").setDefault(EMBEDDED).choices(SERVERS.keySet());
    parser.addArgument("--rounds").type(Integer.class).setDefault(6);
    parser.addArgument("--before").help("a built source tree to compare with");
    parser.addArgument("--out").setDefault(ROOT + "/target/bench.json");
    parser
        .addArgument("--parked")
        .type(Integer.class)
        .nargs("+")
        .setDefault(List.of(1_000, 10_000))
        .help("numbers of journeys at which growth looks");
    parser
        .addArgument("--copied")
        .type(Integer.class)
        .setDefault(0)
        .help("at so many growth looks once more, rows copied in PostgreSQL; server cluster only");
    parser.addArgument("figures").nargs("*").help("some of " + FIGURES + ", or " + GROWTH);
    BootstrapLogging.bootstrap(Level.WARN);
    BenchMain bench = new BenchMain(parser.parseArgsOrFail(arguments));
    bench.run();
    bench.report.write(Path.of(bench.options.getString("out")));
  }

  private void run() throws Exception {
    if (figures.contains("throughput") || figures.contains("cost")) {
      compare();
    }
    for (Checkout checkout : checkouts) {
      if (figures.contains("visible") || figures.contains("webhook")) {
        deliver(checkout);
      }
    }
    for (Checkout checkout : checkouts) {
      if (figures.contains("weeks")) {
        try (EngineProcess engine = engine(checkout, List.of(), LAPTOP, "weeks", ALL_ROLES)) {
          weeks(engine);
        }
      }
    }
    if (figures.contains(GROWTH)) {
      growth();
    }
    if (figures.contains("start")) {
      start();
    }
  }

  /** The role api alone looks at copies: they have no run, and its own sweep would look too. */
  private void growth() throws Exception {
    boolean onPostgres = options.getString("server").equals("cluster");
    try (EngineProcess engine = engine(checkouts.get(0), server(), PRODUCTION, GROWTH, ALL_ROLES)) {
      new Growth(engine.subject(), onPostgres, report).measure(options.getList("parked"));
    }
    if (onPostgres && options.getInt("copied") > 0) {
      try (EngineProcess engine = engine(checkouts.get(0), server(), PRODUCTION, GROWTH, "api")) {
        new Growth(engine.subject(), true, report).measureCopies(options.getInt("copied"));
      }
    }
  }

  private void compare() throws Exception {
    List<EngineProcess> engines = new ArrayList<>();
    List<Subject> subjects = new ArrayList<>();
    try {
      for (Checkout checkout : checkouts) {
        // PostgreSQL counts statements after a restart.
        try (EngineProcess first = engine(checkout, server(), PRODUCTION, "compare", ALL_ROLES)) {
          first.subject().countStatements();
        }
        engines.add(engine(checkout, server(), PRODUCTION, "compare", ALL_ROLES));
        subjects.add(engines.get(engines.size() - 1).subject());
      }
      try (Subject handWritten = engines.get(engines.size() - 1).handWritten()) {
        subjects.add(handWritten);
        Comparison comparison =
            new Comparison(
                subjects, Objects.requireNonNull(SERVERS.get(options.getString("server"))), report);
        if (figures.contains("throughput")) {
          comparison.throughput(options.getInt("rounds"));
        }
        if (figures.contains("cost")) {
          comparison.cost();
        }
      }
    } finally {
      for (EngineProcess engine : engines) {
        engine.close();
      }
    }
  }

  /** Stored deliveries are counted with the role api alone, without what follows them. */
  private void deliver(Checkout checkout) throws Exception {
    WebhookLoad webhook;
    try (EngineProcess engine = engine(checkout, server(), PRODUCTION, "deliver", ALL_ROLES)) {
      if (figures.contains("visible")) {
        Visibility.measure(engine, report);
      }
      webhook = new WebhookLoad(engine.park("webhook", WebhookLoad.INVITES));
    }
    if (figures.contains("webhook")) {
      try (EngineProcess engine = engine(checkout, server(), PRODUCTION, "deliver", "api")) {
        webhook.measure(engine, report);
      }
    }
  }

  /** A thousand parked journeys: what they take, and how long three weeks of theirs are. */
  private void weeks(EngineProcess engine) throws IOException {
    Subject subject = engine.subject();
    ChildProcess process = subject.process();
    report.add("memory of a fresh engine, MB", subject, process.residentMegabytes());
    engine.park("parked", 1_000);
    engine.travel(Duration.ofSeconds(1));
    report.add("memory with 1,000 parked, MB", subject, process.residentMegabytes());
    report.add("threads with 1,000 parked", subject, process.threads());
    Duration cpu = process.cpu();
    JsonNode arrival = engine.travel(Duration.ofDays(21));
    double seconds = Duration.parse(arrival.path("took").asText()).toMillis() / 1e3;
    report.add("three weeks for 1,000 journeys, s", subject, seconds);
    report.add("the same, CPU s of the engine", subject, process.cpu().minus(cpu).toMillis() / 1e3);
    report.add("the same, steps of the clock", subject, arrival.path("steps").asDouble());
  }

  /** {@code ./journey up} on a folder that was used before, until its endpoints are open. */
  private void start() throws IOException {
    List<List<Double>> seconds = new ArrayList<>();
    checkouts.forEach(checkout -> seconds.add(new ArrayList<>()));
    // The first one builds and leaves the class archive.
    for (int round = -1; round < options.getInt("rounds"); round++) {
      for (int i = 0; i < checkouts.size(); i++) {
        Path data = Files.createDirectories(folder.resolve("start-" + checkouts.get(i).name()));
        long began = System.nanoTime();
        try (ChildProcess up = ChildProcess.start(checkouts.get(i).up(data), data)) {
          up.awaitLine("journey engine ready");
          if (round >= 0) {
            seconds.get(i).add((System.nanoTime() - began) / 1e9);
          }
        }
      }
    }
    for (int i = 0; i < checkouts.size(); i++) {
      report.add("start of up, warm, s", checkouts.get(i).name(), seconds.get(i));
    }
  }

  private EngineProcess engine(
      Checkout checkout, List<String> server, List<String> flags, String use, String roles)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve(use + "-" + checkout.name()));
    return new EngineProcess(checkout, server, flags, data, roles);
  }

  /** The options of {@code up} that say where journeys run; none for the embedded engine. */
  private List<String> server() {
    String cli =
        switch (options.getString("server")) {
          case EMBEDDED -> "";
          case "cluster" -> ROOT.resolve("bench/cluster.sh").toString();
          default -> System.getenv().getOrDefault("JOURNEY_TEMPORAL_CLI", "temporal");
        };
    return cli.isEmpty() ? List.of() : List.of("--engine", "dev", "--temporal-cli", cli);
  }
}
