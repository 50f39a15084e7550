package org.patientjourney.local;

import io.dropwizard.util.Duration;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to run on a laptop.
 *
 * @param port of the doors; 0 takes a free one
 * @param sandboxPort of the stand-in provider; 0 takes a free one
 * @param sandboxUrl of a sandbox that runs already; then none is started
 * @param sandboxDelayMillis until the sandbox examines a patient
 * @param engine where journeys run; the demo's is always embedded
 * @param roles what this process does, as {@code config.yml} has it
 * @param answerTimeout of the provider, as {@code config.yml} has it
 * @param day how long a day of the policy takes, when it is not a day
 * @param exitWithParent end when standard input ends
 * @param sabotage what the demo does wrong on purpose
 * @param shape what the demo's sandbox switches in its answers and events, by name
 * @param only the demo's stories whose name has this in it
 * @param slow the demo pauses between its stories
 * @param keep the demo's system runs on when all is told
 */
record LocalOptions(
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

  static final String USAGE =
      """
      expected one of
        up    [--data DIR] [--port N] [--sandbox-port N] [--sandbox-url URL] [--sandbox-delay-ms N]
              [--engine embedded|dev] [--temporal-cli PATH] [--rebuild] [--day 1s]
              [--roles api,relay,worker] [--answer-timeout 20s] [--exit-with-parent]
        demo  [--data DIR] [--only NAME] [--slow] [--keep] [--shape event2=flat,event3=tracking_list,...]
              [--sabotage lose-event|double-invite|skip-follow-up|lose-tracking|drop-deadline]
        clock [--data DIR] [+21d|+36h|+90m|+45s]
        verify-audit FILE
      """;

  /**
   * @throws IllegalArgumentException naming what was expected and what was found
   */
  static LocalOptions parse(List<String> arguments) {
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
            Path.of(given.value("--data").orElse(up ? ".journey" : ".journey/demo")),
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

  boolean isDemo() {
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
