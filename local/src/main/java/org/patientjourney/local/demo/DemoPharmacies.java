package org.patientjourney.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Stories of pharmacies, and of events in the wrong order. */
final class DemoPharmacies {
  private static final int PACKAGE = 5204;
  private static final int URGENT_CARE = 5309;
  private static final int OWN_PHARMACY = 5400;
  private static final String NAME = "Prescription Approve";

  static final DemoStory OWN =
      untracked(
          "a pharmacy of the patient's own: the journey ends with the prescription",
          "demo-own-pharmacy",
          OWN_PHARMACY);

  static final DemoStory URGENT =
      untracked("urgent care: seen, prescribed, fetched nearby", "demo-urgent-care", URGENT_CARE);

  static final DemoStory BACKWARDS =
      new DemoStory(
          "events 3, 2, 1 in that order lead to the same state; the provider owes the follow-up",
          "demo-backwards",
          1,
          DemoStories.ONE,
          DemoPharmacies::orderBackwards,
          DemoPharmacies::backwards);

  private DemoPharmacies() {}

  /** The patient fetches the medicine: no shipment is reported. */
  private static DemoStory untracked(String title, String clinic, int exam) {
    return new DemoStory(
        title,
        clinic,
        1,
        DemoStories.ONE,
        run -> run.order(run.newOrder(NAME).ownPharmacy(exam)),
        run -> endsUntracked(run, exam));
  }

  private static void endsUntracked(StoryRun run, int exam) throws IOException, DemoFailed {
    run.awaitEnd(exam, "APPROVED");
    run.expectInTimeline(run.journey(exam), "PRESCRIPTION_REPORTED");
    run.expectFulfilment(run.journey(exam), "NOT_TRACKED");
  }

  private static void orderBackwards(StoryRun run) throws IOException, DemoFailed {
    run.provider().failAlways("reorder-events", run.story().clinic());
    run.order(run.newOrder(NAME).partner(PACKAGE));
  }

  /** The provider contacts this clinic's patients, so the law's follow-up is its own. */
  private static void backwards(StoryRun run) throws IOException, DemoFailed {
    String journey = run.journey(PACKAGE);
    run.awaitEvents(journey, "SHIPMENT_REPORTED");
    run.awaitEvents(journey, "PRESCRIPTION_REPORTED");
    run.awaitEvents(journey, "CONSULTATION_REPORTED");
    run.expectFulfilment(journey, "SHIPPED", "COMPLETE");
    run.expectReceived(journey, "3", "2", "1");
    JsonNode owed = run.engine().followUpsOf(run.story().clinic()).path(0);
    run.check(
        owed.path("owner").asText().equals("PROVIDER")
            && owed.path("status").asText().equals("RECORDED"),
        "expected a follow-up that the provider owes, found " + owed);
  }
}
