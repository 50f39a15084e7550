package org.patientjourney.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Stories of who fills a prescription, and of events that come in the wrong order. */
final class DemoPharmacies {
  private static final int PACKAGE = 5204;
  private static final int URGENT_CARE = 5309;
  private static final int OWN_PHARMACY = 5400;
  private static final String NAME = "Prescription Approve";

  static final DemoStory OWN =
      new DemoStory(
          "a pharmacy of the patient's own: the journey ends with the prescription",
          "demo-own-pharmacy",
          1,
          DemoStories.ONE,
          telling -> telling.order(telling.newOrder(NAME).ownPharmacy(OWN_PHARMACY)),
          telling -> endsUntracked(telling, OWN_PHARMACY));

  static final DemoStory URGENT =
      new DemoStory(
          "urgent care: seen, prescribed, fetched nearby",
          "demo-urgent-care",
          1,
          DemoStories.ONE,
          telling -> telling.order(telling.newOrder(NAME).ownPharmacy(URGENT_CARE)),
          telling -> endsUntracked(telling, URGENT_CARE));

  static final DemoStory BACKWARDS =
      new DemoStory(
          "events 3, 2, 1 in that order come to the same; the provider owes the follow-up",
          "demo-backwards",
          1,
          DemoStories.ONE,
          DemoPharmacies::orderBackwards,
          DemoPharmacies::backwards);

  private DemoPharmacies() {}

  private static void endsUntracked(DemoTelling telling, int exam) throws IOException, DemoFailed {
    telling.awaitEnd(exam, "APPROVED");
    telling.expectInTimeline(telling.journey(exam), "PRESCRIPTION_REPORTED");
    telling.expectFulfilment(telling.journey(exam), "NOT_TRACKED");
  }

  private static void orderBackwards(DemoTelling telling) throws IOException, DemoFailed {
    telling.provider().failAlways("reorder-events", telling.story().clinic());
    telling.order(telling.newOrder(NAME).partner(PACKAGE));
  }

  /** The provider contacts this clinic's patients, so the law's follow-up is its own. */
  private static void backwards(DemoTelling telling) throws IOException, DemoFailed {
    String journey = telling.journey(PACKAGE);
    telling.awaitEvents(journey, "SHIPMENT_REPORTED");
    telling.awaitEvents(journey, "PRESCRIPTION_REPORTED");
    telling.awaitEvents(journey, "CONSULTATION_REPORTED");
    telling.expectFulfilment(journey, "SHIPPED", "COMPLETE");
    telling.expectReceived(journey, "3", "2", "1");
    JsonNode owed = telling.engine().followUpsOf(telling.story().clinic()).path(0);
    telling.check(
        owed.path("owner").asText().equals("PROVIDER")
            && owed.path("status").asText().equals("RECORDED"),
        "expected a follow-up that the provider owes, found " + owed);
  }
}
