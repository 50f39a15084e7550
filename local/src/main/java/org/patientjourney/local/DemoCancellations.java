package org.patientjourney.local;

import java.io.IOException;

/** Stories of orders that are taken back, in time and too late. */
final class DemoCancellations {
  static final DemoStory IN_TIME =
      new DemoStory(
          "cancelled in time: the provider agrees, nobody is examined",
          "demo-cancelled",
          1,
          "it was sent before it was cancelled",
          telling -> telling.order(DemoStories.WAITING, DemoTelling.EXAM),
          DemoCancellations::inTime);

  static final DemoStory TOO_LATE =
      new DemoStory(
          "cancelled too late: the decision was faster, and wins",
          "demo-cancelled-late",
          1,
          DemoStories.ONE,
          telling -> telling.order(DemoStories.WAITING, DemoTelling.EXAM),
          DemoCancellations::tooLate);

  private DemoCancellations() {}

  private static void inTime(DemoTelling telling) throws IOException, DemoFailed {
    telling.awaitStage("AWAITING_CONSULTATION");
    telling.commandOrder("cancel", "ordered twice");
    telling.awaitEnd("CANCELLED");
  }

  /** The provider has decided, and its event is still on the way. */
  private static void tooLate(DemoTelling telling) throws IOException, DemoFailed {
    telling.awaitStage("AWAITING_CONSULTATION");
    telling.provider().failAlways("hold-events", telling.story().clinic());
    telling.decide(1, "Approved");
    telling.commandOrder("cancel", "the patient changed her mind");
    telling.awaitEvents(telling.journey(DemoTelling.EXAM), "CANCEL_REFUSED");
    telling.provider().release();
    telling.awaitEnd("APPROVED");
  }
}
