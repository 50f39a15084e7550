package org.patientjourney.local.options;

import io.dropwizard.util.Duration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import net.sourceforge.argparse4j.inf.Namespace;

/**
 * How to run on a laptop.
 *
 * @param port of the endpoints; 0 takes a free one
 * @param sandboxPort of the sandbox; 0 takes a free one
 * @param sandboxUrl of a sandbox that runs already; then none is started
 * @param sandboxDelayMillis until the sandbox examines a patient
 * @param engine where journeys run; the demo's is always embedded
 * @param roles what this process does, as {@code config.yml} has it
 * @param answerTimeout of the provider, as {@code config.yml} has it
 * @param day how long a day of the policy takes, when it is not a day
 * @param exitWithParent end when standard input ends
 * @param sabotage the fault that the demo makes on purpose
 * @param shape switches of the demo's sandbox in its answers and events, by name
 * @param only the demo's stories whose name has this in it
 * @param slow the demo pauses between its stories
 * @param keep the demo's system runs on after the last story
 */
public record LocalOptions(
    String command,
    Path data,
    int port,
    int sandboxPort,
    Optional<URI> sandboxUrl,
    long sandboxDelayMillis,
    EngineOptions engine,
    String roles,
    String answerTimeout,
    Optional<Duration> day,
    boolean exitWithParent,
    Optional<Sabotage> sabotage,
    Map<String, String> shape,
    Optional<String> only,
    boolean slow,
    boolean keep) {

  private static final String DATA = "journey.data";

  /**
   * Reads a command and the options after it.
   *
   * @throws IllegalArgumentException naming what was found
   */
  public static LocalOptions parse(List<String> words) {
    String command = words.isEmpty() ? "" : words.get(0);
    if (!command.equals("up") && !command.equals("demo")) {
      throw new IllegalArgumentException("found command '" + command + "'");
    }
    String[] options = words.subList(1, words.size()).toArray(String[]::new);
    try {
      return of(command, parser(command.equals("demo")).parseArgs(options));
    } catch (ArgumentParserException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static ArgumentParser parser(boolean demo) {
    ArgumentParser parser = ArgumentParsers.newFor("journey").addHelp(false).build();
    String data = defaultData().resolve(demo ? "demo" : "").toString();
    parser.addArgument("--data").setDefault(data);
    parser.addArgument("--port").type(Integer.class).setDefault(demo ? 0 : 8080);
    parser.addArgument("--sandbox-port").type(Integer.class).setDefault(demo ? 0 : 8090);
    parser.addArgument("--sandbox-url").type(URI.class);
    parser.addArgument("--sandbox-delay-ms").type(Long.class).setDefault(demo ? 300L : 3_000L);
    parser.addArgument("--roles").setDefault("api,relay,worker");
    parser.addArgument("--answer-timeout").setDefault(demo ? "3s" : "20s");
    parser.addArgument("--exit-with-parent").action(Arguments.storeTrue());
    if (demo) {
      parser.addArgument("--sabotage").type((all, name, deed) -> Sabotage.of(deed));
      parser.addArgument("--shape").type((all, name, pairs) -> pairs(pairs)).setDefault(Map.of());
      parser.addArgument("--only");
      parser.addArgument("--slow").action(Arguments.storeTrue());
      parser.addArgument("--keep").action(Arguments.storeTrue());
    } else {
      parser
          .addArgument("--engine")
          .type((all, name, kind) -> EngineKind.of(kind))
          .setDefault(EngineKind.EMBEDDED);
      parser.addArgument("--temporal-cli").setDefault(EngineOptions.defaultCli());
      parser.addArgument("--rebuild").action(Arguments.storeTrue());
      parser.addArgument("--day").type((all, name, day) -> day(day));
    }
    return parser;
  }

  /** An option that the command does not have is missing here. */
  private static LocalOptions of(String command, Namespace given) {
    return new LocalOptions(
        command,
        Path.of(given.getString("data")),
        given.getInt("port"),
        given.getInt("sandbox_port"),
        Optional.ofNullable(given.<URI>get("sandbox_url")),
        given.getLong("sandbox_delay_ms"),
        command.equals("demo")
            ? EngineOptions.EMBEDDED
            : new EngineOptions(
                given.get("engine"), given.getString("temporal_cli"), given.getBoolean("rebuild")),
        given.getString("roles"),
        given.getString("answer_timeout"),
        Optional.ofNullable(given.<Duration>get("day")),
        given.getBoolean("exit_with_parent"),
        Optional.ofNullable(given.<Sabotage>get("sabotage")),
        Objects.requireNonNullElse(given.<Map<String, String>>get("shape"), Map.of()),
        Optional.ofNullable(given.getString("only")),
        Boolean.TRUE.equals(given.getBoolean("slow")),
        Boolean.TRUE.equals(given.getBoolean("keep")));
  }

  /** Such as {@code one=1,other=2}. */
  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      String[] halves = pair.split("=", -1);
      if (halves.length != 2) {
        throw new IllegalArgumentException("found --shape " + pair + ", no name=value");
      }
      pairs.put(halves[0], halves[1]);
    }
    return Map.copyOf(pairs);
  }

  /** What every command and option is for; the launcher prints the same file. */
  public static String usage() {
    try (InputStream usage = LocalOptions.class.getResourceAsStream("usage.txt")) {
      return new String(Objects.requireNonNull(usage).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data folder of a command without {@code --data}, set by the launcher. */
  public static Path defaultData() {
    return Path.of(System.getProperty(DATA, ".journey"));
  }

  public boolean isDemo() {
    return command.equals("demo");
  }

  private static Duration day(String text) {
    Duration day = Duration.parse(text);
    if (day.toMilliseconds() < 1) {
      throw new IllegalArgumentException("found --day " + text + ", shorter than 1ms");
    }
    return day;
  }
}
