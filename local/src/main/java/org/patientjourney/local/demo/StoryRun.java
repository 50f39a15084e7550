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
import org.patientjourney.local.options.Sabotage;

/** One run of a story: its actions and its checks. */
public final class StoryRun {
  /** How long a check waits. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The same, when a story has failed already or is meant to; then the system is left idle. */
  static final Duration HURRY = Duration.ofSeconds(2);

  public static final int EXAM = 5101;
  public static final int OTHER_EXAM = 5102;
  public static final String ORDER_ID = "demo-1";

  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();

  private final DemoStory story;
  private final DemoEngine engine;
  private final DemoProvider provider;
  private final Optional<Sabotage> sabotage;
  private final List<String> notes = new ArrayList<>();
  private final List<JsonNode> awaited = new ArrayList<>();
  private Duration patience = PATIENCE;
  private Duration travelled = Duration.ZERO;
  private int checks;
  private @Nullable String fault;

  public StoryRun(
      DemoStory story, DemoEngine engine, DemoProvider provider, Optional<Sabotage> sabotage) {
    this.story = story;
    this.sabotage = sabotage;
    this.engine = engine;
    this.provider = provider;
  }

  /** Reads the system's state once. */
  @FunctionalInterface
  interface Look {
    JsonNode now() throws IOException;
  }

  /** Plays a part, unless an earlier one has failed. */
  public void play(DemoStory.Part part) throws IOException {
    if (fault != null) {
      return;
    }
    try {
      part.play(this);
      expectDeadlines();
    } catch (DemoFailed failed) {
      fault = failed.getMessage();
    }
  }

  /** The first failed check. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  public DemoStory story() {
    return story;
  }

  public DemoEngine engine() {
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
  public List<JsonNode> awaited() {
    return awaited;
  }

  public void order(String lastName, int... exams) throws IOException, DemoFailed {
    order(ORDER_ID, lastName, exams);
  }

  public void order(String orderId, String lastName, int... exams) throws IOException, DemoFailed {
    order(DemoOrder.of(story.clinic(), orderId, lastName).exams(exams));
  }

  public void order(DemoOrder order) throws IOException, DemoFailed {
    int status = engine.order(order).status();
    check(status == 201, "expected the order to be accepted with 201, found " + status);
  }

  /** Of this story's clinic. */
  DemoOrder newOrder(String lastName) {
    return DemoOrder.of(story.clinic(), ORDER_ID, lastName);
  }

  /** Counts a check, and fails when it does not hold. */
  void check(boolean asItMust, String message) throws DemoFailed {
    checks++;
    DemoFailed.unless(asItMust, message);
  }

  /** Number of checks made. */
  int checks() {
    return checks;
  }

  /** Lets time pass for all stories. */
  public void travel(Duration time) throws IOException, DemoFailed {
    engine.travel(time);
    travelled = travelled.plus(time);
    expectDeadlines();
  }

  Duration travelled() {
    return travelled;
  }

  public void awaitStage(String stage) throws IOException, DemoFailed {
    awaitStage(journey(EXAM), stage);
  }

  public void awaitHold(String hold) throws IOException, DemoFailed {
    awaitHold(journey(EXAM), hold);
  }

  public void awaitStage(String journey, String stage) throws IOException, DemoFailed {
    awaitJourney(journey, "reach " + stage, found -> found.path("stage").asText().equals(stage));
  }

  public void awaitHold(String journey, String hold) throws IOException, DemoFailed {
    awaitJourney(journey, "be held by " + hold, found -> reasons(found).contains(hold));
  }

  void awaitEnd(String stage) throws IOException, DemoFailed {
    awaitEnd(EXAM, stage);
  }

  void awaitEnd(int exam, String stage) throws IOException, DemoFailed {
    awaitEnd(journey(exam), stage);
  }

  void awaitEnd(String journey, String stage) throws IOException, DemoFailed {
    awaitJourney(journey, "end as " + stage, found -> isClosedAs(stage, found));
  }

  static boolean isClosedAs(String stage, JsonNode journey) {
    return journey.path("stage").asText().equals(stage) && !journey.path("open").asBoolean();
  }

  private void awaitJourney(String journey, String expected, Predicate<JsonNode> wanted)
      throws IOException, DemoFailed {
    awaited.add(
        await(journey + " to " + expected, () -> engine.journey(journey), wanted, StoryRun::words));
  }

  /** Polls until the condition holds; {@code words} describe the last state in the failure. */
  public JsonNode await(
      String expected, Look look, Predicate<JsonNode> wanted, Function<JsonNode, String> words)
      throws IOException, DemoFailed {
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

  /** Gives the journey a command, which it must take. */
  public void command(String name, String reason) throws IOException, DemoFailed {
    command(journey(EXAM), name, reason);
  }

  public void command(String journey, String name, String reason) throws IOException, DemoFailed {
    expectTaken(name, engine.command(journey, name, reason));
  }

  /** Gives all journeys of the order a command. */
  void commandOrder(String name, String reason) throws IOException, DemoFailed {
    String path = "/orders/" + story.clinic() + "/" + ORDER_ID + "/" + name;
    expectTaken(name, engine.command(path, reason));
  }

  private void expectTaken(String name, JsonClient.Answer answer) throws IOException, DemoFailed {
    check(
        answer.status() == 200 || answer.status() == 202,
        "expected " + name + " to be taken with 200 or 202, found " + answer.status());
    expectDeadlines();
  }

  /** The provider decides an invite, counted from 1, which must be its latest. */
  public void decide(int number, String status) throws IOException, DemoFailed {
    provider.decide(invite(number), status);
    expectDeadlines();
  }

  /** One of the clinic's invites, counted from 1, which must be its latest. */
  JsonNode invite(int number) throws IOException, DemoFailed {
    expectInvites(number, "so far");
    return provider.invites(story.clinic()).get(number - 1);
  }

  void expectInTimeline(String what) throws IOException, DemoFailed {
    expectInTimeline(journey(EXAM), what);
  }

  void expectInTimeline(String journey, String what) throws IOException, DemoFailed {
    check(
        timeline(engine.journey(journey)).contains(what),
        "expected " + what + " in the timeline of " + journey + ", found none");
  }

  void expectFulfilment(String journey, String... wanted) throws IOException, DemoFailed {
    String found = engine.journey(journey).path("facets").path("fulfilment").asText();
    check(
        List.of(wanted).contains(found),
        "expected " + String.join(" or ", wanted) + " of " + journey + ", found " + found);
  }

  void awaitEvents(String journey, String what) throws IOException, DemoFailed {
    await(
        what + " in the timeline of " + journey,
        () -> engine.journey(journey),
        found -> timeline(found).contains(what),
        found -> timeline(found).toString());
  }

  /** The events of a journey, in the order in which they reached us. */
  void expectReceived(String journey, String... wanted) throws IOException, DemoFailed {
    List<String> found =
        engine
            .look("/webhook-deliveries?journey=" + journey)
            .path("deliveries")
            .findValuesAsText("event");
    check(
        found.equals(List.of(wanted)),
        "expected events " + List.of(wanted) + " of " + journey + ", found " + found);
  }

  private static List<String> timeline(JsonNode journey) {
    return journey.path("timeline").findValuesAsText("what");
  }

  /** The pharmacy ships a parcel for each medicine. */
  void ship(int number) throws IOException, DemoFailed {
    if (isSabotagedBy(Sabotage.LOSE_TRACKING)) {
      provider.failAlways("lose-event", story.clinic());
    }
    provider.ship(invite(number));
    expectDeadlines();
  }

  /** Counts the invites in the provider's record. */
  void expectInvites(int expected, String because) throws IOException, DemoFailed {
    int found = provider.invites(story.clinic()).size();
    check(
        found == expected,
        "expected invites at the provider for %s: %d (%s), found %d"
            .formatted(story.clinic(), expected, because, found));
  }

  /** Every open journey shows when it acts next, and who owns that step. */
  private void expectDeadlines() throws IOException, DemoFailed {
    for (JsonNode journey : engine.openJourneys()) {
      JsonNode next = journey.path("next");
      check(
          next.hasNonNull("due") && next.hasNonNull("owner"),
          "expected every open journey to show its next due and owner, found "
              + journey.path("journeyId").asText()
              + (next.hasNonNull("due") ? " without an owner" : " without a next due"));
    }
  }

  public String journey(int exam) {
    return story.clinic() + ":" + ORDER_ID + ":" + exam;
  }

  private static String words(JsonNode journey) {
    return journey.path("stage").asText("nothing") + " " + reasons(journey);
  }

  private static List<String> reasons(JsonNode journey) {
    return journey.path("holds").findValuesAsText("reason");
  }
}
