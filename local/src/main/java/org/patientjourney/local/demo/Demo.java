package org.patientjourney.local.demo;

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
import org.patientjourney.local.options.LocalOptions;
import org.patientjourney.local.options.Sabotage;
import org.patientjourney.local.system.ClassArchive;
import org.patientjourney.local.system.LocalSystem;

/**
 * Plays every story through the endpoints of a fresh system, then compares its record with the
 * provider's.
 */
public final class Demo {
  /** Between two stories, so that they can be watched on the sandbox's page. */
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
  public static int run(LocalOptions options, PrintStream out) throws Exception {
    Instant began = Instant.now();
    List<DemoStory> stories = selected(options.only());
    DemoFolder.begin(options.data());
    List<String> clinics = DemoStories.ALL.stream().map(DemoStory::clinic).toList();
    try (LocalSystem system = LocalSystem.start(options, clinics)) {
      Demo demo = new Demo(system, began, stories, options, out);
      int code = demo.play();
      if (options.keep()) {
        keep(system, out);
      }
      demo.say("stopping ..." + ClassArchive.notice());
      return code;
    }
  }

  /** Those whose clinic's name has this in it. */
  private static List<DemoStory> selected(Optional<String> only) {
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

  private int play() throws IOException, SQLException {
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
    List<StoryRun> runs = order();
    say(runs.size() + " stories have begun");
    if (sabotage.filter(Sabotage.DROP_DEADLINE::equals).isPresent()) {
      DemoRecord.dropDeadline(system, DemoIncident.HELD_JOURNEY);
    }
    return follow(runs);
  }

  /** Orders the last story first: it waits longest. */
  private List<StoryRun> order() throws IOException {
    List<DemoStory> lastFirst = new ArrayList<>(stories);
    Collections.reverse(lastFirst);
    Deque<StoryRun> runs = new ArrayDeque<>();
    for (DemoStory story : lastFirst) {
      StoryRun run = new StoryRun(story, engine, provider, sabotage);
      run.play(story.ordering());
      runs.push(run);
    }
    return List.copyOf(runs);
  }

  private int follow(List<StoryRun> runs) throws IOException {
    int failed = 0;
    for (StoryRun run : runs) {
      if (failed > 0 || sabotage.isPresent()) {
        run.hurry();
      }
      LockSupport.parkNanos(pause.toNanos());
      run.play(run.story()::follow);
      report(run);
      failed += run.fault().isPresent() ? 1 : 0;
      if (failed > 0 && sabotage.isPresent()) {
        say("sabotage noticed: the rest is not played");
        return 1;
      }
    }
    DemoTable.of(runs).forEach(out::println);
    say(
        failed == 0
            ? "all " + runs.size() + " stories as they must be; invites counted at the provider"
            : failed + " of " + runs.size() + " stories failed");
    return failed == 0 ? 0 : 1;
  }

  private void report(StoryRun run) {
    say((run.fault().isEmpty() ? "ok      " : "FAILED  ") + run.story().title());
    run.notes().forEach(note -> say("          " + note));
    run.fault().ifPresent(fault -> say("          " + fault));
  }

  private void say(String line) {
    double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
    out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
  }
}
