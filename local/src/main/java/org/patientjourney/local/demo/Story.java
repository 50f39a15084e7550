package org.patientjourney.local.demo;

import java.io.IOException;
import java.util.List;

/**
 * One story of the demo. Each has a clinic of its own, so that what happened at the provider can be
 * distinguished.
 *
 * @param ordering begins it: what must happen first, then the order
 * @param following leads the journeys to their end, and compares with the provider's record
 */
record Story(String title, String clinic, Step ordering, List<Step> following) {
  /** An action of a story, or a check. */
  @FunctionalInterface
  interface Step {
    void play(StoryRun run) throws IOException;
  }

  void follow(StoryRun run) throws IOException {
    for (Step step : following) {
      step.play(run);
    }
  }

  static Story story(String title, String clinic, Step ordering, Step... following) {
    return new Story(title, clinic, ordering, List.of(following));
  }

  static Step expectInvites(int expected, String because) {
    return run -> run.expectInvites(expected, because);
  }

  static Step expectOneInvite() {
    return expectInvites(1, "one for each meeting");
  }

  static Step order(String lastName, int... exams) {
    return run -> run.order(lastName, exams);
  }

  static Step awaitStage(String stage) {
    return run -> run.visit().awaitStage(stage);
  }

  static Step awaitHold(String hold) {
    return run -> run.visit().awaitHold(hold);
  }

  static Step awaitEnd(String stage) {
    return run -> run.visit().awaitEnd(stage);
  }

  static Step expectInTimeline(String what) {
    return run -> run.visit().expectInTimeline(what);
  }

  static Step decide(int invite, String status) {
    return run -> run.decide(invite, status);
  }

  static Step command(String name, String reason) {
    return run -> run.visit().command(name, reason);
  }
}
