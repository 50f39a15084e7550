package org.patientjourney.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;

/** A GLP-1 medicine from the order to the exam that the law wants three weeks later. */
final class DemoThreeWeeks {
  private static final int PACKAGE = 5204;
  private static final int FAMILY_HISTORY = 52041;
  private static final int GONE = 99999;

  static final DemoStory STORY =
      new DemoStory(
          "GLP-1: answers filled in, two parcels, and three weeks later the follow-up",
          // Like cedar, which contacts its patients itself: so the follow-up is the engine's.
          "cedar-demo-three-weeks",
          2,
          "the visit and its follow-up",
          DemoThreeWeeks::order,
          DemoThreeWeeks::follow);

  private DemoThreeWeeks() {}

  /** Of the two answers one fits the questions of today. */
  private static void order(DemoTelling telling) throws IOException, DemoFailed {
    telling.order(
        telling
            .newOrder(DemoStories.WAITING)
            .partner(PACKAGE)
            .answer(FAMILY_HISTORY, "No")
            .answer(GONE, "a question that is not asked any more"));
  }

  private static void follow(DemoTelling telling) throws IOException, DemoFailed {
    String visit = telling.journey(PACKAGE);
    String followUp = visit + ":follow-up";
    telling.awaitHold(visit, "HANDOVER");
    telling.awaitEvents(visit, "PRE_FILLED");
    long expected = telling.provider().tellsIdsOfQuestions() ? 1 : 0;
    long answers = telling.provider().answersOf(telling.story().clinic());
    telling.check(
        answers == expected,
        "expected answers at the provider: " + expected + ", found " + answers);
    telling.command(visit, "invite-delivered", "sent by the clinic's own letter");
    telling.decide(1, "Approved");
    telling.awaitStage(visit, "AWAITING_PRESCRIPTION");
    telling.awaitStage(followUp, "AWAITING_DUE");
    telling.provider().prescribe(telling.invite(1), 2);
    telling.awaitStage(visit, "AWAITING_SHIPMENT");
    telling.ship(1);
    telling.awaitStage(visit, "SHIPPED");
    telling.travel(Duration.ofDays(8));
    telling.awaitEnd(visit, "APPROVED");
    telling.awaitStage(followUp, "AWAITING_DUE");
    if (telling.isSabotagedBy(Sabotage.SKIP_FOLLOW_UP)) {
      telling.engine().lose(followUp);
    }
    telling.travel(Duration.ofDays(14));
    telling.awaitHold(followUp, "HANDOVER");
    telling.command(followUp, "invite-delivered", "sent by the clinic's own letter");
    expectMet(telling, followUp);
    telling.decide(2, "Approved");
    telling.awaitEnd(followUp, "APPROVED");
    telling.note("the follow-up was due 21 days after the visit and handed over in time");
  }

  private static void expectMet(DemoTelling telling, String followUp)
      throws IOException, DemoFailed {
    JsonNode owed = telling.engine().followUpsOf(telling.story().clinic()).path(0);
    telling.check(
        owed.path("status").asText().equals("MET")
            && owed.path("followUpJourneyId").asText().equals(followUp)
            && owed.hasNonNull("confirmedAt")
            && owed.path("evidence").asText().startsWith("journal " + followUp),
        "expected a follow-up that was met, with its evidence, found " + owed);
  }
}
