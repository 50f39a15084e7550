package org.patientjourney.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One story being told: what its people do, and what must be seen then. */
final class DemoTelling {
  /** How long something may take to come. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The same, when a story has failed already or is meant to. */
  static final Duration HURRY = Duration.ofSeconds(5);

  static final int EXAM = 5101;
  static final int OTHER_EXAM = 5102;

  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();
  private static final String ORDER_ID = "demo-1";

  private final DemoStory story;
  private final DemoEngine engine;
  private final DemoProvider provider;
  private final List<String> notes = new ArrayList<>();
  private Duration patience = PATIENCE;
  private @Nullable String fault;

  DemoTelling(DemoStory story, DemoEngine engine, DemoProvider provider) {
    this.story = story;
    this.engine = engine;
    this.provider = provider;
  }

  /** One look at the system. */
  @FunctionalInterface
  interface Look {
    JsonNode now() throws IOException;
  }

  /** Tells a part, unless an earlier one has failed. */
  void tell(DemoStory.Part part) throws IOException {
    if (fault != null) {
      return;
    }
    try {
      part.tell(this);
      expectDeadlines();
    } catch (DemoFailed failed) {
      fault = failed.getMessage();
    }
  }

  /** What was not as it must be. */
  Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  DemoStory story() {
    return story;
  }

  DemoEngine engine() {
    return engine;
  }

  DemoProvider provider() {
    return provider;
  }

  void hurry() {
    patience = HURRY;
  }

  /** Something worth knowing beside the title. */
  void note(String note) {
    notes.add(note);
  }

  List<String> notes() {
    return notes;
  }

  void order(String lastName, int... exams) throws IOException, DemoFailed {
    order(ORDER_ID, lastName, exams);
  }

  void order(String orderId, String lastName, int... exams) throws IOException, DemoFailed {
    int status = engine.order(story.clinic(), orderId, lastName, exams).status();
    DemoFailed.unless(status == 201, "expected the order to be accepted with 201, found " + status);
  }

  void awaitStage(String stage) throws IOException, DemoFailed {
    awaitJourney(EXAM, "reach " + stage, found -> found.path("stage").asText().equals(stage));
  }

  void awaitHold(String hold) throws IOException, DemoFailed {
    awaitJourney(EXAM, "be held by " + hold, found -> reasons(found).contains(hold));
  }

  void awaitEnd(String stage) throws IOException, DemoFailed {
    awaitEnd(EXAM, stage);
  }

  void awaitEnd(int exam, String stage) throws IOException, DemoFailed {
    awaitJourney(exam, "end as " + stage, found -> isClosedAs(stage, found));
  }

  static boolean isClosedAs(String stage, JsonNode journey) {
    return journey.path("stage").asText().equals(stage) && !journey.path("open").asBoolean();
  }

  private void awaitJourney(int exam, String expected, Predicate<JsonNode> wanted)
      throws IOException, DemoFailed {
    String journey = journey(exam);
    await(journey + " to " + expected, () -> engine.journey(journey), wanted, DemoTelling::words);
  }

  /** Looks until it is as wanted; {@code words} say how it is when that never comes. */
  JsonNode await(
      String expected, Look look, Predicate<JsonNode> wanted, Function<JsonNode, String> words)
      throws IOException, DemoFailed {
    long giveUp = System.nanoTime() + patience.toNanos();
    JsonNode found = look.now();
    while (!wanted.test(found) && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      found = look.now();
    }
    DemoFailed.unless(
        wanted.test(found),
        "expected %s within %d s, found %s"
            .formatted(expected, patience.toSeconds(), words.apply(found)));
    expectDeadlines();
    return found;
  }

  /** Gives the journey a command, which it must take. */
  void command(String name, String reason) throws IOException, DemoFailed {
    int status = engine.command("/journeys/" + journey(EXAM) + "/" + name, reason).status();
    DemoFailed.unless(
        status == 200 || status == 202,
        "expected " + name + " to be taken with 200 or 202, found " + status);
    expectDeadlines();
  }

  /** The provider decides an invite, counted from 1, which must be its latest. */
  void decide(int number, String status) throws IOException, DemoFailed {
    List<JsonNode> invites = provider.invites(story.clinic());
    expectInvites(number, "so far");
    provider.decide(invites.get(number - 1), status);
    expectDeadlines();
  }

  void expectInTimeline(String what) throws IOException, DemoFailed {
    DemoFailed.unless(
        engine.journey(journey(EXAM)).path("timeline").findValuesAsText("what").contains(what),
        "expected " + what + " in the timeline of " + journey(EXAM) + ", found none");
  }

  /** The provider's own file. */
  void expectInvites(int expected, String because) throws IOException, DemoFailed {
    int found = provider.invites(story.clinic()).size();
    DemoFailed.unless(
        found == expected,
        "expected invites at the provider for %s: %d (%s), found %d"
            .formatted(story.clinic(), expected, because, found));
  }

  /** No journey is left alone: each says when it acts, and who owns what comes next. */
  private void expectDeadlines() throws IOException, DemoFailed {
    for (JsonNode journey : engine.openJourneys()) {
      JsonNode next = journey.path("next");
      DemoFailed.unless(
          next.hasNonNull("due") && next.hasNonNull("owner"),
          "expected every open journey to show its next due and owner, found "
              + journey.path("journeyId").asText()
              + (next.hasNonNull("due") ? " without an owner" : " without a next due"));
    }
  }

  String journey(int exam) {
    return story.clinic() + ":" + ORDER_ID + ":" + exam;
  }

  private static String words(JsonNode journey) {
    return journey.path("stage").asText("nothing") + " " + reasons(journey);
  }

  private static List<String> reasons(JsonNode journey) {
    return journey.path("holds").findValuesAsText("reason");
  }
}
