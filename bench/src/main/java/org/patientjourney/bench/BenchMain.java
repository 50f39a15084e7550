package org.patientjourney.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;
import org.patientjourney.bench.measure.Comparison;
import org.patientjourney.bench.measure.Report;
import org.patientjourney.bench.measure.Start;
import org.patientjourney.bench.measure.ThreeWeeks;
import org.patientjourney.bench.measure.Visibility;
import org.patientjourney.bench.measure.WebhookLoad;
import org.patientjourney.bench.system.Checkout;
import org.patientjourney.bench.system.EngineProcess;
import org.patientjourney.bench.system.Subject;
import org.patientjourney.bench.system.TemporalServer;

/** Measures the figures of docs/performance.md; the README beside this module says how. */
public final class BenchMain {
  private static final List<String> FIGURES =
      List.of("throughput", "cost", "visible", "webhook", "weeks", "start");

  private final Namespace options;
  private final List<Checkout> checkouts = new ArrayList<>();
  private final Report report = new Report(System.out);
  private final Path folder;

  private BenchMain(Namespace options) throws IOException {
    this.options = options;
    this.folder = Files.createTempDirectory("bench");
    if (options.getString("before") != null) {
      checkouts.add(new Checkout("before", Path.of(options.getString("before")).toAbsolutePath()));
    }
    checkouts.add(new Checkout("now", Path.of(System.getProperty("bench.root"))));
  }

  public static void main(String[] arguments) throws Exception {
    ArgumentParser parser = ArgumentParsers.newFor("bench/run").build();
    parser.addArgument("--server").setDefault("embedded").choices("embedded", "dev", "cluster");
    parser.addArgument("--rounds").type(Integer.class).setDefault(6);
    parser.addArgument("--before").help("a built source tree to compare with");
    parser.addArgument("--out").setDefault(System.getProperty("bench.root") + "/target/bench.json");
    parser.addArgument("figures").nargs("*").help("some of " + FIGURES);
    BenchMain bench = new BenchMain(parser.parseArgsOrFail(arguments));
    bench.run();
    bench.report.write(Path.of(bench.options.getString("out")));
  }

  private boolean wants(String figure) {
    List<String> wanted = options.getList("figures");
    return wanted.isEmpty() || wanted.contains(figure);
  }

  private void run() throws Exception {
    if (wants("throughput") || wants("cost")) {
      compare();
    }
    for (Checkout checkout : checkouts) {
      if (wants("visible") || wants("webhook")) {
        deliver(checkout);
      }
    }
    for (Checkout checkout : checkouts) {
      if (wants("weeks")) {
        try (EngineProcess engine =
            EngineProcess.start(
                checkout,
                TemporalServer.EMBEDDED,
                EngineProcess.LAPTOP,
                Files.createDirectories(folder.resolve("weeks-" + checkout.name())),
                "api,relay,worker")) {
          ThreeWeeks.measure(engine, report);
        }
      }
    }
    if (wants("start")) {
      start();
    }
  }

  private void compare() throws Exception {
    List<EngineProcess> engines = new ArrayList<>();
    List<Subject> subjects = new ArrayList<>();
    TemporalServer temporal = server();
    try {
      for (Checkout checkout : checkouts) {
        EngineProcess engine =
            EngineProcess.fresh(
                checkout,
                temporal,
                EngineProcess.PRODUCTION,
                folder.resolve("compare-" + checkout.name()));
        engines.add(engine);
        subjects.add(engine.subject());
      }
      EngineProcess last = engines.get(engines.size() - 1);
      Subject comparison = last.comparison(temporal);
      subjects.add(comparison);
      try (comparison) {
        Comparison comparing = new Comparison(subjects, temporal.name(), report);
        if (wants("throughput")) {
          comparing.throughput(options.getInt("rounds"));
        }
        if (wants("cost")) {
          List<String> addresses =
              new ArrayList<>(engines.stream().map(EngineProcess::temporalAddress).toList());
          addresses.add(last.temporalAddress());
          comparing.cost(temporal.isEmbedded() ? List.of() : addresses);
        }
      }
    } finally {
      for (EngineProcess engine : engines) {
        engine.close();
      }
    }
  }

  private void deliver(Checkout checkout) throws Exception {
    TemporalServer temporal = server();
    Path data = Files.createDirectories(folder.resolve("deliver-" + checkout.name()));
    WebhookLoad webhook;
    try (EngineProcess engine =
        EngineProcess.start(
            checkout, temporal, EngineProcess.PRODUCTION, data, "api,relay,worker")) {
      if (wants("visible")) {
        Visibility.measure(engine, report);
      }
      webhook = WebhookLoad.prepare(engine);
    }
    if (wants("webhook")) {
      try (EngineProcess engine =
          EngineProcess.start(checkout, temporal, EngineProcess.PRODUCTION, data, "api")) {
        webhook.measure(engine, report);
      }
    }
  }

  private void start() throws IOException {
    List<List<Double>> samples =
        checkouts.stream().map(checkout -> (List<Double>) new ArrayList<Double>()).toList();
    // The first one builds and leaves the class archive.
    for (int round = -1; round < options.getInt("rounds"); round++) {
      for (int i = 0; i < checkouts.size(); i++) {
        Checkout checkout = checkouts.get(i);
        double seconds = Start.measure(checkout, folder.resolve("start-" + checkout.name()));
        if (round >= 0) {
          samples.get(i).add(seconds);
        }
      }
    }
    for (int i = 0; i < checkouts.size(); i++) {
      report.add("start of up, warm, s", checkouts.get(i).name(), samples.get(i));
    }
  }

  private TemporalServer server() {
    if (options.getString("server").equals("embedded")) {
      return TemporalServer.EMBEDDED;
    }
    if (options.getString("server").equals("cluster")) {
      String script = System.getProperty("bench.root") + "/bench/cluster.sh";
      return new TemporalServer("server on PostgreSQL", script);
    }
    String cli = System.getenv().getOrDefault("JOURNEY_TEMPORAL_CLI", "temporal");
    return new TemporalServer("dev server", cli);
  }
}
