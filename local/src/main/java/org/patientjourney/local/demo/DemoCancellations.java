package org.patientjourney.local.demo;

import java.io.IOException;

/** Stories of orders that are cancelled in time and too late. */
final class DemoCancellations {
  static final DemoStory IN_TIME =
      new DemoStory(
          "cancelled in time: the provider agrees, no exam takes place",
          "demo-cancelled",
          1,
          "it was sent before it was cancelled",
          run -> run.order(DemoStories.WAITING, StoryRun.EXAM),
          DemoCancellations::inTime);

  static final DemoStory TOO_LATE =
      new DemoStory(
          "cancelled too late: the decision was faster, and wins",
          "demo-cancelled-late",
          1,
          DemoStories.ONE,
          run -> run.order(DemoStories.WAITING, StoryRun.EXAM),
          DemoCancellations::tooLate);

  private DemoCancellations() {}

  private static void inTime(StoryRun run) throws IOException, DemoFailed {
    run.awaitStage("AWAITING_CONSULTATION");
    run.commandOrder("cancel", "ordered twice");
    run.awaitEnd("CANCELLED");
  }

  /** The provider has decided, and its event is still on the way. */
  private static void tooLate(StoryRun run) throws IOException, DemoFailed {
    run.awaitStage("AWAITING_CONSULTATION");
    run.provider().failAlways("hold-events", run.story().clinic());
    run.decide(1, "Approved");
    run.commandOrder("cancel", "the patient changed her mind");
    run.awaitEvents(run.journey(StoryRun.EXAM), "CANCEL_REFUSED");
    run.provider().release();
    run.awaitEnd("APPROVED");
  }
}
