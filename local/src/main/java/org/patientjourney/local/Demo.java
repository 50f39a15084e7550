package org.patientjourney.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells every story through the doors of a fresh system, then compares its record with the
 * provider's.
 */
final class Demo {
  private final LocalSystem system;
  private final Instant began;

  private Demo(LocalSystem system, Instant began) {
    this.system = system;
    this.began = began;
  }

  /** Exit code: 0 when every story came out as it must, 1 otherwise. */
  static int run(LocalOptions options) throws Exception {
    Instant began = Instant.now();
    wipe(options.data());
    List<String> clinics = DemoStory.ALL.stream().map(DemoStory::clinic).toList();
    try (LocalSystem system = LocalSystem.start(options, clinics)) {
      return new Demo(system, began).tell(options);
    }
  }

  private int tell(LocalOptions options) throws IOException {
    say("system started: PostgreSQL, Temporal, engine and the provider's sandbox");
    if (options.sabotage().isPresent()) {
      Sabotage sabotage = options.sabotage().get();
      say("sabotage: " + sabotage + " on every call, so the check must fail");
      arm(sabotage.fault(), -1, null);
    }
    List<DemoTelling> tellings = new ArrayList<>();
    for (DemoStory story : DemoStory.ALL) {
      if (story.fault().isPresent()) {
        arm(story.fault().get(), 1, story.clinic());
      }
      DemoTelling telling = new DemoTelling(story, system);
      telling.order();
      tellings.add(telling);
    }
    say(tellings.size() + " orders posted");
    int failed = 0;
    for (DemoTelling telling : tellings) {
      boolean hurry = failed > 0 || options.sabotage().isPresent();
      List<String> faults = telling.follow(hurry ? DemoTelling.HURRY : DemoTelling.PATIENCE);
      say((faults.isEmpty() ? "ok      " : "FAILED  ") + telling.story().title());
      faults.forEach(fault -> say("          " + fault));
      failed += faults.isEmpty() ? 0 : 1;
      if (failed > 0 && options.sabotage().isPresent()) {
        say("sabotage noticed: the rest is not told");
        return 1;
      }
    }
    say(
        failed == 0
            ? "all " + tellings.size() + " stories as they must be; one invite for each meeting"
            : failed + " of " + tellings.size() + " stories failed");
    return failed == 0 ? 0 : 1;
  }

  private void arm(String fault, int times, @Nullable String clinic) throws IOException {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("fault", fault).put("times", times);
    if (clinic != null) {
      request.put("clinic", clinic);
    }
    JsonDoor.Answer answer = new JsonDoor(system.sandboxUrl(), "").post("/sandbox/faults", request);
    if (answer.status() >= 300) {
      throw new IOException("the sandbox refused the fault " + fault + ": " + answer.status());
    }
  }

  private void say(String line) {
    double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
    System.out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
  }

  /** The demo's folder is its own: each telling begins with nothing. */
  private static void wipe(Path data) throws IOException {
    if (!Files.exists(data)) {
      return;
    }
    if (!Files.exists(data.resolve("config.yml"))) {
      throw new IOException(
          "expected an earlier demo's folder or none, found something else at " + data);
    }
    EmbeddedDatabase.stopLeftBehind(data.resolve("postgres"));
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(Demo::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
