package org.patientjourney.local.options;

import io.dropwizard.util.Duration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
   * @throws IllegalArgumentException naming what was expected and what was found
   */
  public static LocalOptions parse(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    if (!command.equals("up") && !command.equals("demo")) {
      throw new IllegalArgumentException("found command '" + command + "'");
    }
    boolean up = command.equals("up");
    Arguments given =
        new Arguments(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
    LocalOptions options =
        new LocalOptions(
            command,
            given
                .value("--data")
                .map(Path::of)
                .orElse(up ? defaultData() : defaultData().resolve("demo")),
            given.number("--port").orElse(up ? 8080 : 0),
            given.number("--sandbox-port").orElse(up ? 8090 : 0),
            given.value("--sandbox-url").map(URI::create),
            given.number("--sandbox-delay-ms").orElse(up ? 3_000 : 300),
            up ? EngineOptions.parse(given) : EngineOptions.EMBEDDED,
            given.value("--roles").orElse("api,relay,worker"),
            given.value("--answer-timeout").orElse(up ? "20s" : "3s"),
            up ? given.value("--day").map(LocalOptions::day) : Optional.empty(),
            given.flag("--exit-with-parent"),
            given.value("--sabotage").map(Sabotage::of),
            up ? Map.of() : given.pairs("--shape"),
            up ? Optional.empty() : given.value("--only"),
            !up && given.flag("--slow"),
            !up && given.flag("--keep"));
    given.refuseOthers();
    if (up && options.sabotage().isPresent()) {
      throw new IllegalArgumentException("found --sabotage, which only the demo knows");
    }
    return options;
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
