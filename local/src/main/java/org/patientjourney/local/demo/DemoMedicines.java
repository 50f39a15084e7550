package org.patientjourney.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.patientjourney.local.system.LocalOptions.Sabotage;

/** Stories of prescriptions: pharmacies, events in the wrong order, and the GLP-1 follow-up. */
final class DemoMedicines {
  private static final int PACKAGE = 5204;
  private static final int FAMILY_HISTORY = 52041;
  private static final int GONE = 99999;

  static final Story OWN =
      untracked(
          "a pharmacy of the patient's own: the journey ends with the prescription",
          "demo-own-pharmacy",
          5400);

  static final Story URGENT =
      untracked("urgent care: seen, prescribed, fetched nearby", "demo-urgent-care", 5309);

  static final Story BACKWARDS =
      Story.story(
          "events 3, 2, 1 in that order lead to the same state; the provider owes the follow-up",
          "demo-backwards",
          DemoMedicines::orderBackwards,
          DemoMedicines::backwards,
          Story.expectOneInvite());

  static final Story THREE_WEEKS =
      Story.story(
          "GLP-1: answers filled in, two parcels, and three weeks later the follow-up",
          // Like cedar, which contacts its patients itself: so the follow-up is the engine's.
          "cedar-demo-three-weeks",
          DemoMedicines::orderPackage,
          DemoMedicines::threeWeeks,
          Story.expectInvites(2, "the visit and its follow-up"));

  private DemoMedicines() {}

  /** The patient fetches the medicine: no shipment is reported. */
  private static Story untracked(String title, String clinic, int exam) {
    return Story.story(
        title,
        clinic,
        run -> run.order(newOrder(run, "Prescription Approve").ownPharmacy(exam)),
        run -> run.journey(exam).awaitEnd("APPROVED"),
        run -> run.journey(exam).expectInTimeline("PRESCRIPTION_REPORTED"),
        run -> run.journey(exam).expectFulfilment("NOT_TRACKED"),
        Story.expectOneInvite());
  }

  private static void orderBackwards(StoryRun run) throws IOException {
    run.provider().failAlways("reorder-events", run.story().clinic());
    run.order(newOrder(run, "Prescription Approve").partner(PACKAGE));
  }

  /** The provider contacts this clinic's patients, so the law's follow-up is its own. */
  private static void backwards(StoryRun run) throws IOException {
    StoryJourney journey = run.journey(PACKAGE);
    journey.awaitInTimeline("SHIPMENT_REPORTED");
    journey.awaitInTimeline("PRESCRIPTION_REPORTED");
    journey.awaitInTimeline("CONSULTATION_REPORTED");
    journey.expectFulfilment("SHIPPED", "COMPLETE");
    journey.expectReceived("3", "2", "1");
    JsonNode owed = run.engine().followUpOf(run.story().clinic());
    run.check(
        owed.path("owner").asText().equals("PROVIDER")
            && owed.path("status").asText().equals("RECORDED"),
        "expected a follow-up that the provider owes, found " + owed);
  }

  /** Of the two answers one fits the questions of today. */
  private static void orderPackage(StoryRun run) throws IOException {
    run.order(
        newOrder(run, DemoStories.WAITING)
            .partner(PACKAGE)
            .answer(FAMILY_HISTORY, "No")
            .answer(GONE, "a question that is not asked any more"));
  }

  private static void threeWeeks(StoryRun run) throws IOException {
    StoryJourney visit = run.journey(PACKAGE);
    StoryJourney followUp = visit.followUp();
    visit.awaitHold("HANDOVER");
    visit.awaitInTimeline("PRE_FILLED");
    long expected = run.provider().showsQuestionIds() ? 1 : 0;
    long answers = run.provider().answersOf(run.story().clinic());
    run.check(
        answers == expected,
        "expected answers at the provider: " + expected + ", found " + answers);
    visit.command("invite-delivered", "sent by the clinic's own letter");
    run.decide(1, "Approved");
    visit.awaitStage("AWAITING_PRESCRIPTION");
    followUp.awaitStage("AWAITING_DUE");
    run.provider().prescribe(run.invite(1), 2);
    visit.awaitStage("AWAITING_SHIPMENT");
    run.ship(1);
    visit.awaitStage("SHIPPED");
    run.travel(Duration.ofDays(8));
    visit.awaitEnd("APPROVED");
    followUp.awaitStage("AWAITING_DUE");
    if (run.isSabotagedBy(Sabotage.SKIP_FOLLOW_UP)) {
      run.engine().loseRun(followUp.id());
    }
    run.travel(Duration.ofDays(14));
    followUp.awaitHold("HANDOVER");
    followUp.command("invite-delivered", "sent by the clinic's own letter");
    expectMet(run, followUp.id());
    run.decide(2, "Approved");
    followUp.awaitEnd("APPROVED");
    run.note("the follow-up was due 21 days after the visit and handed over in time");
  }

  private static void expectMet(StoryRun run, String followUp) throws IOException {
    JsonNode owed = run.engine().followUpOf(run.story().clinic());
    run.check(
        owed.path("status").asText().equals("MET")
            && owed.path("followUpJourneyId").asText().equals(followUp)
            && owed.hasNonNull("confirmedAt")
            && owed.path("evidence").asText().startsWith("journal " + followUp),
        "expected a follow-up that was met, with its evidence, found " + owed);
  }

  private static DemoOrder newOrder(StoryRun run, String lastName) {
    return run.newOrder(StoryRun.ORDER_ID, lastName);
  }
}
