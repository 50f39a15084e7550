package org.patientjourney.local.demo;

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
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalOptions.Sabotage;

/** One run of a story: its actions and its checks. */
final class StoryRun {
  static final int EXAM = 5101;
  static final int OTHER_EXAM = 5102;
  static final String ORDER_ID = "demo-1";

  /** How long a check waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The same, when a story has failed already or is meant to; then the system is left idle. */
  private static final Duration HURRY = Duration.ofSeconds(2);

  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();

  private final Story story;
  private final DemoEngine engine;
  private final DemoProvider provider;
  private final Optional<Sabotage> sabotage;
  private final List<String> notes = new ArrayList<>();
  private final List<JsonNode> awaited = new ArrayList<>();
  private Duration patience = PATIENCE;
  private Duration travelled = Duration.ZERO;
  private int checks;
  private @Nullable String fault;

  StoryRun(Story story, DemoEngine engine, DemoProvider provider, Optional<Sabotage> sabotage) {
    this.story = story;
    this.sabotage = sabotage;
    this.engine = engine;
    this.provider = provider;
  }

  /** Something did not come out as it must. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    Failed(String message) {
      super(message);
    }
  }

  /** Reads the system's state once. */
  @FunctionalInterface
  interface Look {
    JsonNode now() throws IOException;
  }

  /** Plays a part, unless an earlier one has failed. */
  void play(Story.Step part) throws IOException {
    if (fault != null) {
      return;
    }
    try {
      part.play(this);
      expectDeadlines();
    } catch (Failed failed) {
      fault = failed.getMessage();
    }
  }

  /** The first failed check. */
  Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  Story story() {
    return story;
  }

  DemoEngine engine() {
    return engine;
  }

  DemoProvider provider() {
    return provider;
  }

  /** Whether the demo makes this fault on purpose. */
  boolean isSabotagedBy(Sabotage deed) {
    return sabotage.filter(deed::equals).isPresent();
  }

  void hurry() {
    patience = HURRY;
  }

  /** A line to print below the title. */
  void note(String note) {
    notes.add(note);
  }

  List<String> notes() {
    return notes;
  }

  /** The journeys that the story waited for, as found. */
  List<JsonNode> awaited() {
    return awaited;
  }

  /** Number of checks made. */
  int checks() {
    return checks;
  }

  Duration travelled() {
    return travelled;
  }

  /** The story's order, of good faith exams. */
  void order(String lastName, int... exams) throws IOException {
    order(newOrder(ORDER_ID, lastName).exams(exams));
  }

  void order(DemoOrder order) throws IOException {
    int status = engine.order(order).status();
    check(status == 201, "expected the order to be accepted with 201, found " + status);
  }

  /** Of this story's clinic. */
  DemoOrder newOrder(String orderId, String lastName) {
    return new DemoOrder(story.clinic(), orderId, lastName);
  }

  /** The journey of an exam of the story's order. */
  StoryJourney journey(int exam) {
    return new StoryJourney(this, story.clinic() + ":" + ORDER_ID + ":" + exam);
  }

  /** The journey of a good faith exam, of which most stories have one. */
  StoryJourney visit() {
    return journey(EXAM);
  }

  /** Gives all journeys of the order a command, which they must take. */
  void commandOrder(String name, String reason) throws IOException {
    String path = "/orders/" + story.clinic() + "/" + ORDER_ID + "/" + name;
    expectTaken(name, engine.command(path, reason));
  }

  void expectTaken(String name, JsonClient.Answer answer) throws IOException {
    check(
        answer.status() == 200 || answer.status() == 202,
        "expected " + name + " to be taken with 200 or 202, found " + answer.status());
    expectDeadlines();
  }

  /** Lets time pass for all stories. */
  void travel(Duration time) throws IOException {
    engine.travel(time);
    travelled = travelled.plus(time);
    expectDeadlines();
  }

  /** The provider decides an invite, counted from 1, which must be its latest. */
  void decide(int number, String status) throws IOException {
    provider.decide(invite(number), status);
    expectDeadlines();
  }

  /** The pharmacy ships a parcel for each medicine. */
  void ship(int number) throws IOException {
    if (isSabotagedBy(Sabotage.LOSE_TRACKING)) {
      provider.failAlways("lose-event", story.clinic());
    }
    provider.ship(invite(number));
    expectDeadlines();
  }

  /** One of the clinic's invites, counted from 1, which must be its latest. */
  JsonNode invite(int number) throws IOException {
    expectInvites(number, "so far");
    return provider.invites(story.clinic()).get(number - 1);
  }

  /** Counts the invites in the provider's record. */
  void expectInvites(int expected, String because) throws IOException {
    int found = provider.invites(story.clinic()).size();
    check(
        found == expected,
        "expected invites at the provider for %s: %d (%s), found %d"
            .formatted(story.clinic(), expected, because, found));
  }

  /** Counts a check, and fails when it does not hold. */
  void check(boolean asItMust, String message) {
    checks++;
    if (!asItMust) {
      throw new Failed(message);
    }
  }

  /** Waits for a journey, and keeps it as it was found. */
  void awaitJourney(String journey, String expected, Predicate<JsonNode> wanted)
      throws IOException {
    awaited.add(
        await(
            journey + " to " + expected,
            () -> engine.journey(journey),
            wanted,
            found -> found.path("stage").asText("nothing") + " " + StoryJourney.holds(found)));
  }

  /** Polls until the condition holds; {@code words} describe the last state in the failure. */
  JsonNode await(
      String expected, Look look, Predicate<JsonNode> wanted, Function<JsonNode, String> words)
      throws IOException {
    long giveUp = System.nanoTime() + patience.toNanos();
    JsonNode found = look.now();
    while (!wanted.test(found) && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      found = look.now();
    }
    if (patience.equals(HURRY) && !wanted.test(found)) {
      engine.travel(Duration.ZERO);
      found = look.now();
    }
    check(
        wanted.test(found),
        "expected %s within %d s, found %s"
            .formatted(expected, patience.toSeconds(), words.apply(found)));
    expectDeadlines();
    return found;
  }

  /** Every open journey shows when it acts next, and who owns that step. */
  private void expectDeadlines() throws IOException {
    for (JsonNode journey : engine.openJourneys()) {
      JsonNode next = journey.path("next");
      check(
          next.hasNonNull("due") && next.hasNonNull("owner"),
          "expected every open journey to show its next due and owner, found "
              + journey.path("journeyId").asText()
              + (next.hasNonNull("due") ? " without an owner" : " without a next due"));
    }
  }
}
