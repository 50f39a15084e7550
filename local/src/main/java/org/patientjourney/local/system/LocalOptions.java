package org.patientjourney.local.system;

import com.google.common.base.Splitter;
import io.dropwizard.util.Duration;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jspecify.annotations.Nullable;
import org.patientjourney.local.engine.EngineOptions;

/**
 * How to run on a laptop.
 *
 * @param isDemo whether {@code demo} runs, not {@code up}
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
    boolean isDemo,
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

  /** Faults that the demo makes on purpose, to show that its checks can fail. */
  public enum Sabotage {
    LOSE_EVENT("the provider's decisions are never sent", "lose-event"),
    DOUBLE_INVITE("the provider makes two meetings of each call", "double"),
    SKIP_FOLLOW_UP("the journey of a follow-up that is owed is lost", null),
    LOSE_TRACKING("the pharmacy's parcels are never reported", null),
    DROP_DEADLINE("the record of an open journey loses its deadline", null);

    private final String deed;
    private final @Nullable String fault;

    Sabotage(String deed, @Nullable String fault) {
      this.deed = deed;
      this.fault = fault;
    }

    /** The fault as a phrase for the output. */
    public String deed() {
      return deed;
    }

    /** The sandbox's name of the provider's fault; empty when the fault is not the provider's. */
    public Optional<String> fault() {
      return Optional.ofNullable(fault);
    }

    /** As the option has it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Reads a command and the options after it.
   *
   * @throws IllegalArgumentException naming what was found
   */
  public static LocalOptions parse(List<String> words) {
    String command = words.isEmpty() ? "" : words.get(0);
    boolean demo = command.equals("demo");
    if (!demo && !command.equals("up")) {
      throw new IllegalArgumentException("found command '" + command + "'");
    }
    return of(demo, parse(parser(demo), words.subList(1, words.size())));
  }

  /**
   * The options of a command.
   *
   * @throws IllegalArgumentException naming what was found
   */
  public static Namespace parse(ArgumentParser parser, List<String> words) {
    try {
      return parser.parseArgs(words.toArray(String[]::new));
    } catch (ArgumentParserException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The data folder of a command without {@code --data}, set by the launcher. */
  public static Path defaultData() {
    return Path.of(System.getProperty(DATA, ".journey"));
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
      parser
          .addArgument("--sabotage")
          .type((all, name, word) -> named("--sabotage", Sabotage.values(), word));
      parser
          .addArgument("--shape")
          .type((all, name, text) -> Splitter.on(',').withKeyValueSeparator('=').split(text));
      parser.addArgument("--only");
      parser.addArgument("--slow").action(Arguments.storeTrue());
      parser.addArgument("--keep").action(Arguments.storeTrue());
    } else {
      parser
          .addArgument("--engine")
          .type((all, name, word) -> named("--engine", EngineOptions.Kind.values(), word))
          .setDefault(EngineOptions.Kind.EMBEDDED);
      parser.addArgument("--temporal-cli").setDefault(EngineOptions.defaultCli());
      parser.addArgument("--rebuild").action(Arguments.storeTrue());
      parser.addArgument("--day").type((all, name, day) -> day(day));
    }
    return parser;
  }

  /** An option that the command does not have is missing here. */
  private static LocalOptions of(boolean demo, Namespace given) {
    return new LocalOptions(
        demo,
        Path.of(given.getString("data")),
        given.getInt("port"),
        given.getInt("sandbox_port"),
        Optional.ofNullable(given.<URI>get("sandbox_url")),
        given.getLong("sandbox_delay_ms"),
        demo
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

  private static <T> T named(String option, T[] values, String word) {
    return Arrays.stream(values)
        .filter(value -> value.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("found " + option + " " + word));
  }

  private static Duration day(String text) {
    Duration day = Duration.parse(text);
    if (day.toMilliseconds() < 1) {
      throw new IllegalArgumentException("found --day " + text + ", shorter than 1ms");
    }
    return day;
  }
}
