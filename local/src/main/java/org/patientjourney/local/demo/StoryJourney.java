package org.patientjourney.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** One journey of a story, which is waited for, looked at and given commands. */
record StoryJourney(StoryRun run, String id) {
  StoryJourney followUp() {
    return new StoryJourney(run, id + ":follow-up");
  }

  void awaitStage(String stage) throws IOException {
    run.awaitJourney(id, "reach " + stage, found -> found.path("stage").asText().equals(stage));
  }

  void awaitHold(String hold) throws IOException {
    run.awaitJourney(id, "be held by " + hold, found -> holds(found).contains(hold));
  }

  void awaitEnd(String stage) throws IOException {
    run.awaitJourney(id, "end as " + stage, found -> isClosedAs(stage, found));
  }

  static boolean isClosedAs(String stage, JsonNode journey) {
    return journey.path("stage").asText().equals(stage) && !journey.path("open").asBoolean();
  }

  static List<String> holds(JsonNode journey) {
    return journey.path("holds").findValuesAsText("reason");
  }

  /** Gives the journey a command, which it must take. */
  void command(String name, String reason) throws IOException {
    run.expectTaken(name, run.engine().command(id, name, reason));
  }

  void awaitInTimeline(String what) throws IOException {
    run.await(
        what + " in the timeline of " + id,
        () -> run.engine().journey(id),
        found -> timeline(found).contains(what),
        found -> timeline(found).toString());
  }

  void expectInTimeline(String what) throws IOException {
    run.check(
        timeline(run.engine().journey(id)).contains(what),
        "expected " + what + " in the timeline of " + id + ", found none");
  }

  void expectFulfilment(String... wanted) throws IOException {
    String found = run.engine().journey(id).path("facets").path("fulfilment").asText();
    run.check(
        List.of(wanted).contains(found),
        "expected " + String.join(" or ", wanted) + " of " + id + ", found " + found);
  }

  /** The events of the journey, in the order in which they reached us. */
  void expectReceived(String... wanted) throws IOException {
    List<String> found =
        run.engine()
            .look("/webhook-deliveries?journey=" + id)
            .path("deliveries")
            .findValuesAsText("event");
    run.check(
        found.equals(List.of(wanted)),
        "expected events " + List.of(wanted) + " of " + id + ", found " + found);
  }

  private static List<String> timeline(JsonNode journey) {
    return journey.path("timeline").findValuesAsText("what");
  }
}
