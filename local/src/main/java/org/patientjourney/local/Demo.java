package org.patientjourney.local;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells every story through the doors of a fresh system, then compares its record with the
 * provider's.
 */
final class Demo {
  /** Between two stories, for whoever looks on in the sandbox's page or the doors. */
  private static final Duration SLOW = Duration.ofSeconds(5);

  private final LocalSystem system;
  private final Instant began;
  private final List<DemoStory> stories;
  private final Optional<Sabotage> sabotage;
  private final Map<String, String> shape;
  private final Duration pause;
  private final PrintStream out;
  private final DemoEngine engine;
  private final DemoProvider provider;

  private Demo(
      LocalSystem system,
      Instant began,
      List<DemoStory> stories,
      LocalOptions options,
      PrintStream out) {
    this.system = system;
    this.out = out;
    this.began = began;
    this.stories = stories;
    this.sabotage = options.sabotage();
    this.shape = options.shape();
    this.pause = options.slow() ? SLOW : Duration.ZERO;
    this.engine = new DemoEngine(system);
    this.provider = new DemoProvider(system);
  }

  /** Exit code: 0 when every story came out as it must, 1 otherwise. */
  static int run(LocalOptions options, PrintStream out) throws Exception {
    Instant began = Instant.now();
    List<DemoStory> stories = told(options.only());
    DemoFolder.begin(options.data());
    List<String> clinics = DemoStories.ALL.stream().map(DemoStory::clinic).toList();
    try (LocalSystem system = LocalSystem.start(options, clinics)) {
      Demo demo = new Demo(system, began, stories, options, out);
      int code = demo.tell();
      if (options.keep()) {
        keep(system, out);
      }
      demo.say("stopping ..." + ClassArchive.notice());
      return code;
    }
  }

  /** Those whose clinic's name has this in it. */
  private static List<DemoStory> told(Optional<String> only) {
    List<DemoStory> stories =
        DemoStories.ALL.stream()
            .filter(story -> only.isEmpty() || story.clinic().contains(only.get()))
            .toList();
    if (stories.isEmpty()) {
      throw new IllegalArgumentException(
          "expected --only with a part of "
              + DemoStories.ALL.stream().map(DemoStory::clinic).toList()
              + ", found "
              + only.orElse(""));
    }
    return stories;
  }

  /** Until Ctrl-C. */
  private static void keep(LocalSystem system, PrintStream out) throws InterruptedException {
    out.println("kept: " + system.url() + ", the provider " + system.sandboxUrl() + "/sandbox");
    new CountDownLatch(1).await();
  }

  private int tell() throws IOException, SQLException {
    say("system started: PostgreSQL, Temporal, engine and the provider's sandbox");
    if (!shape.isEmpty()) {
      provider.speak(shape);
      say("the provider speaks otherwise: " + shape);
    }
    sabotage.ifPresent(wrong -> say("sabotage: " + wrong.deed() + ", so a check must fail"));
    Optional<String> fault = sabotage.flatMap(Sabotage::fault);
    if (fault.isPresent()) {
      provider.failAlways(fault.get());
    }
    List<DemoTelling> tellings = order();
    say(tellings.size() + " stories have begun");
    if (sabotage.filter(Sabotage.DROP_DEADLINE::equals).isPresent()) {
      DemoRecord.dropDeadline(system, DemoIncident.HELD_JOURNEY);
    }
    return follow(tellings);
  }

  /** The last told is ordered first: it waits longest. */
  private List<DemoTelling> order() throws IOException {
    List<DemoStory> lastFirst = new ArrayList<>(stories);
    Collections.reverse(lastFirst);
    Deque<DemoTelling> tellings = new ArrayDeque<>();
    for (DemoStory story : lastFirst) {
      DemoTelling telling = new DemoTelling(story, engine, provider, sabotage);
      telling.tell(story.ordering());
      tellings.push(telling);
    }
    return List.copyOf(tellings);
  }

  private int follow(List<DemoTelling> tellings) throws IOException {
    int failed = 0;
    for (DemoTelling telling : tellings) {
      if (failed > 0 || sabotage.isPresent()) {
        telling.hurry();
      }
      LockSupport.parkNanos(pause.toNanos());
      telling.tell(telling.story()::follow);
      report(telling);
      failed += telling.fault().isPresent() ? 1 : 0;
      if (failed > 0 && sabotage.isPresent()) {
        say("sabotage noticed: the rest is not told");
        return 1;
      }
    }
    DemoTable.of(tellings).forEach(out::println);
    say(
        failed == 0
            ? "all " + tellings.size() + " stories as they must be; invites counted at the provider"
            : failed + " of " + tellings.size() + " stories failed");
    return failed == 0 ? 0 : 1;
  }

  private void report(DemoTelling telling) {
    say((telling.fault().isEmpty() ? "ok      " : "FAILED  ") + telling.story().title());
    telling.notes().forEach(note -> say("          " + note));
    telling.fault().ifPresent(fault -> say("          " + fault));
  }

  private void say(String line) {
    double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
    out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
  }
}
