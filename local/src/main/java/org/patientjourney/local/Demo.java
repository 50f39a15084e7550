package org.patientjourney.local;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells every story through the doors of a fresh system, then compares its record with the
 * provider's.
 */
final class Demo {
  private final LocalSystem system;
  private final Instant began;
  private final Optional<Sabotage> sabotage;
  private final DemoEngine engine;
  private final DemoProvider provider;

  private Demo(LocalSystem system, Instant began, Optional<Sabotage> sabotage) {
    this.system = system;
    this.began = began;
    this.sabotage = sabotage;
    this.engine = new DemoEngine(system);
    this.provider = new DemoProvider(system);
  }

  /** Exit code: 0 when every story came out as it must, 1 otherwise. */
  static int run(LocalOptions options) throws Exception {
    Instant began = Instant.now();
    DemoFolder.wipe(options.data());
    List<String> clinics = DemoStories.ALL.stream().map(DemoStory::clinic).toList();
    try (LocalSystem system = LocalSystem.start(options, clinics)) {
      return new Demo(system, began, options.sabotage()).tell();
    }
  }

  private int tell() throws IOException, SQLException {
    say("system started: PostgreSQL, Temporal, engine and the provider's sandbox");
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
    List<DemoStory> lastFirst = new ArrayList<>(DemoStories.ALL);
    Collections.reverse(lastFirst);
    Deque<DemoTelling> tellings = new ArrayDeque<>();
    for (DemoStory story : lastFirst) {
      DemoTelling telling = new DemoTelling(story, engine, provider);
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
      telling.tell(telling.story()::follow);
      report(telling);
      failed += telling.fault().isPresent() ? 1 : 0;
      if (failed > 0 && sabotage.isPresent()) {
        say("sabotage noticed: the rest is not told");
        return 1;
      }
    }
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
    System.out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
  }
}
