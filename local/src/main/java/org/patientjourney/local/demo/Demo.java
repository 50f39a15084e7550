package org.patientjourney.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalOptions.Sabotage;
import org.patientjourney.local.system.LocalSystem;

/**
 * Plays every story through the endpoints of a fresh system, then compares its record with the
 * provider's.
 */
public record Demo(LocalOptions options, PrintStream out, Instant began) {
  /** Between two stories, so that they can be watched on the sandbox's page. */
  private static final Duration SLOW = Duration.ofSeconds(5);

  /** A file that marks the folder of a demo. */
  private static final String MARK = "demo-only";

  /** Exit code: 0 when every story came out as it must, 1 otherwise. */
  public static int run(LocalOptions options, PrintStream out) throws Exception {
    Demo demo = new Demo(options, out, Instant.now());
    List<String> clinics = DemoStories.ALL.stream().map(Story::clinic).toList();
    List<Story> stories =
        DemoStories.ALL.stream()
            .filter(story -> story.clinic().contains(options.only().orElse("")))
            .toList();
    if (stories.isEmpty()) {
      throw new IllegalArgumentException(
          "expected --only with a part of %s, found %s"
              .formatted(clinics, options.only().orElse("")));
    }
    emptyFolder(options.data());
    try (LocalSystem system = LocalSystem.start(options, clinics)) {
      int code = demo.play(stories, new DemoEngine(system), new DemoProvider(system));
      if (options.keep()) {
        out.println("kept: " + system.url() + ", the provider " + system.sandboxUrl() + "/sandbox");
        // Until Ctrl-C.
        new CountDownLatch(1).await();
      }
      demo.say(LocalSystem.stopping());
      return code;
    }
  }

  /**
   * Removes what an earlier demo left, and nothing that is not a demo's.
   *
   * @throws IOException when the folder is not a demo's, or a demo runs on it
   */
  static void emptyFolder(Path data) throws IOException {
    if (Files.exists(data)) {
      if (!Files.exists(data.resolve(MARK))) {
        throw new IOException(
            "expected an earlier demo's folder or none, found something else at "
                + data
                + ": give another --data, or remove it yourself");
      }
      try (FileChannel lock = LocalSystem.lock(data)) {
        EmbeddedDatabase.stopLeftBehind(data.resolve("postgres"));
        MoreFiles.deleteRecursively(data, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    }
    Files.createDirectories(data);
    Files.writeString(data.resolve(MARK), "Removed with all in this folder by the next demo.\n");
  }

  int play(List<Story> stories, DemoEngine engine, DemoProvider provider) throws IOException {
    say("system started: PostgreSQL, Temporal, engine and the provider's sandbox");
    if (!options.shape().isEmpty()) {
      provider.speak(options.shape());
      say("the provider speaks otherwise: " + options.shape());
    }
    Optional<Sabotage> sabotage = options.sabotage();
    sabotage.ifPresent(wrong -> say("sabotage: " + wrong.deed() + ", so a check must fail"));
    Optional<String> fault = sabotage.flatMap(Sabotage::fault);
    if (fault.isPresent()) {
      provider.failAlways(fault.get(), null);
    }
    Deque<StoryRun> runs = new ArrayDeque<>();
    // The last story first: it waits longest.
    for (int last = stories.size() - 1; last >= 0; last--) {
      runs.push(new StoryRun(stories.get(last), engine, provider, sabotage));
      runs.peek().play(stories.get(last).ordering());
    }
    say(runs.size() + " stories have begun");
    if (sabotage.filter(Sabotage.DROP_DEADLINE::equals).isPresent()) {
      engine.dropDeadline(DemoIncident.HELD_JOURNEY);
    }
    int failed = 0;
    for (StoryRun run : runs) {
      if (failed > 0 || sabotage.isPresent()) {
        run.hurry();
      }
      LockSupport.parkNanos(options.slow() ? SLOW.toNanos() : 0);
      run.play(run.story()::follow);
      say((run.fault().isEmpty() ? "ok      " : "FAILED  ") + run.story().title());
      run.notes().forEach(note -> say("          " + note));
      run.fault().ifPresent(wrong -> say("          " + wrong));
      failed += run.fault().isPresent() ? 1 : 0;
      if (failed > 0 && sabotage.isPresent()) {
        say("sabotage noticed: the rest is not played");
        return 1;
      }
    }
    printTable(runs, engine, provider);
    say(
        failed == 0
            ? "all " + runs.size() + " stories as they must be; invites counted at the provider"
            : failed + " of " + runs.size() + " stories failed");
    return failed == 0 ? 0 : 1;
  }

  /** A line for each journey, and only for the first of an incident's forty. */
  private void printTable(Iterable<StoryRun> runs, DemoEngine engine, DemoProvider provider)
      throws IOException {
    String row = "%-46s %-62s %7s %6s %9s %6s";
    printRow(
        row,
        "journey",
        "invite, handover, decision, fulfilment",
        "invites",
        "events",
        "travelled",
        "checks");
    for (StoryRun run : runs) {
      String clinic = run.story().clinic();
      Object[] counts = {
        provider.invites(clinic).size(),
        provider.eventsOf(clinic),
        run.travelled().toDays() + " d",
        run.checks()
      };
      for (JsonNode journey : engine.journeysOf(clinic)) {
        String id = journey.path("journeyId").asText();
        if (id.contains(":" + StoryRun.ORDER_ID + ":")) {
          printRow(row, id, facets(journey), counts[0], counts[1], counts[2], counts[3]);
          counts = new Object[] {"", "", "", ""};
        }
      }
    }
  }

  private void printRow(String row, Object... cells) {
    out.println(String.format(Locale.ROOT, row, cells).stripTrailing());
  }

  private static String facets(JsonNode journey) {
    JsonNode facets = journey.path("facets");
    return String.join(
        ", ",
        facets.path("invite").asText(),
        facets.path("handover").asText(),
        facets.path("decision").asText(),
        facets.path("fulfilment").asText());
  }

  private void say(String line) {
    double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
    out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
  }
}
