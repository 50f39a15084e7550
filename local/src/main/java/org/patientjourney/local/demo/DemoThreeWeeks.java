package org.patientjourney.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.patientjourney.local.options.Sabotage;

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
  private static void order(StoryRun run) throws IOException, DemoFailed {
    run.order(
        run.newOrder(DemoStories.WAITING)
            .partner(PACKAGE)
            .answer(FAMILY_HISTORY, "No")
            .answer(GONE, "a question that is not asked any more"));
  }

  private static void follow(StoryRun run) throws IOException, DemoFailed {
    String visit = run.journey(PACKAGE);
    String followUp = visit + ":follow-up";
    run.awaitHold(visit, "HANDOVER");
    run.awaitEvents(visit, "PRE_FILLED");
    long expected = run.provider().showsQuestionIds() ? 1 : 0;
    long answers = run.provider().answersOf(run.story().clinic());
    run.check(
        answers == expected,
        "expected answers at the provider: " + expected + ", found " + answers);
    run.command(visit, "invite-delivered", "sent by the clinic's own letter");
    run.decide(1, "Approved");
    run.awaitStage(visit, "AWAITING_PRESCRIPTION");
    run.awaitStage(followUp, "AWAITING_DUE");
    run.provider().prescribe(run.invite(1), 2);
    run.awaitStage(visit, "AWAITING_SHIPMENT");
    run.ship(1);
    run.awaitStage(visit, "SHIPPED");
    run.travel(Duration.ofDays(8));
    run.awaitEnd(visit, "APPROVED");
    run.awaitStage(followUp, "AWAITING_DUE");
    if (run.isSabotagedBy(Sabotage.SKIP_FOLLOW_UP)) {
      run.engine().lose(followUp);
    }
    run.travel(Duration.ofDays(14));
    run.awaitHold(followUp, "HANDOVER");
    run.command(followUp, "invite-delivered", "sent by the clinic's own letter");
    expectMet(run, followUp);
    run.decide(2, "Approved");
    run.awaitEnd(followUp, "APPROVED");
    run.note("the follow-up was due 21 days after the visit and handed over in time");
  }

  private static void expectMet(StoryRun run, String followUp) throws IOException, DemoFailed {
    JsonNode owed = run.engine().followUpsOf(run.story().clinic()).path(0);
    run.check(
        owed.path("status").asText().equals("MET")
            && owed.path("followUpJourneyId").asText().equals(followUp)
            && owed.hasNonNull("confirmedAt")
            && owed.path("evidence").asText().startsWith("journal " + followUp),
        "expected a follow-up that was met, with its evidence, found " + owed);
  }
}
