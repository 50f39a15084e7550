package org.patientjourney.local.demo;

import static org.patientjourney.local.demo.StoryRun.EXAM;
import static org.patientjourney.local.demo.StoryRun.OTHER_EXAM;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The stories, in the order in which they run. */
public final class DemoStories {
  static final String ONE = "one for each meeting";

  /** Stays pending at the sandbox until the story decides. */
  static final String WAITING = "Waiting";

  /** Stories that let time pass come last, as it passes for all. */
  public static final List<DemoStory> ALL =
      List.of(
          new DemoStory(
              "missed, the resend refused: held, re-invited by a person, approved",
              "demo-missed",
              2,
              "the missed one and the one by command",
              run -> run.order(WAITING, EXAM),
              DemoStories::missed),
          new DemoStory(
              "not applicable, the resend refused: held, closed by a person",
              "demo-not-applicable",
              1,
              "no second invite was sent",
              run -> run.order("N/A", EXAM),
              DemoStories::notApplicable),
          new DemoStory(
              "deferred to the medical director, then approved",
              "demo-deferred",
              1,
              ONE,
              run -> run.order("Defer", EXAM),
              DemoStories::deferred),
          new DemoStory(
              "good faith exam, approved",
              "demo-approved",
              1,
              ONE,
              run -> run.order("Approve", EXAM),
              run -> run.awaitEnd("APPROVED")),
          new DemoStory(
              "good faith exam, rejected",
              "demo-rejected",
              1,
              ONE,
              run -> run.order("Reject", EXAM),
              run -> run.awaitEnd("REJECTED")),
          new DemoStory(
              "two good faith exams in one invite, one approved, one rejected",
              "demo-two-exams",
              1,
              ONE,
              run -> run.order("Approve Reject", EXAM, OTHER_EXAM),
              DemoStories::twoExams),
          new DemoStory(
              "the invite timed out after it had succeeded: its webhook brings it back",
              "demo-timed-out",
              1,
              "an unknown invite is never repeated",
              DemoStories::orderTimingOut,
              DemoStories::timedOut),
          DemoIncident.STORY,
          new DemoStory(
              "the clinic contacts its patients: the link is handed over by it",
              "cedar-demo-handover",
              1,
              ONE,
              run -> run.order(WAITING, EXAM),
              DemoStories::handedOver),
          DemoPharmacies.OWN,
          DemoPharmacies.URGENT,
          DemoCancellations.IN_TIME,
          DemoCancellations.TOO_LATE,
          DemoPharmacies.BACKWARDS,
          DemoThreeWeeks.STORY,
          new DemoStory(
              "expired, then approved after all: the journey is opened again",
              "demo-late-approval",
              1,
              ONE,
              run -> run.order(WAITING, EXAM),
              DemoStories::lateApproval));

  private DemoStories() {}

  private static void missed(StoryRun run) throws IOException, DemoFailed {
    run.awaitStage("AWAITING_CONSULTATION");
    run.decide(1, "Missed");
    run.awaitHold("MISSED");
    run.expectInTimeline("RESEND_REFUSED");
    run.command("re-invite", "the patient asked for another appointment");
    run.awaitStage("AWAITING_CONSULTATION");
    run.decide(2, "Approved");
    run.awaitEnd("APPROVED");
  }

  private static void notApplicable(StoryRun run) throws IOException, DemoFailed {
    run.awaitHold("NOT_APPLICABLE");
    run.expectInTimeline("RESEND_REFUSED");
    run.command("close", "the provider says that the questionnaire ruled the patient out");
    run.awaitEnd("CLOSED_BY_PERSON");
  }

  private static void deferred(StoryRun run) throws IOException, DemoFailed {
    run.awaitStage("AWAITING_MEDICAL_DIRECTOR");
    run.decide(1, "Approved");
    run.awaitEnd("APPROVED");
  }

  private static void twoExams(StoryRun run) throws IOException, DemoFailed {
    run.awaitEnd(EXAM, "APPROVED");
    run.awaitEnd(OTHER_EXAM, "REJECTED");
  }

  private static void handedOver(StoryRun run) throws IOException, DemoFailed {
    run.awaitHold("HANDOVER");
    run.command("invite-delivered", "sent by the clinic's own text message");
    run.awaitStage("AWAITING_CONSULTATION");
    run.decide(1, "Approved");
    run.awaitEnd("APPROVED");
    run.expectInTimeline("HANDED_OVER");
  }

  private static void orderTimingOut(StoryRun run) throws IOException, DemoFailed {
    run.provider().failOnce(run.story().clinic(), "timeout-after-success");
    run.order("Approve", EXAM);
  }

  private static void timedOut(StoryRun run) throws IOException, DemoFailed {
    run.awaitEnd("APPROVED");
    run.expectInTimeline("INVITE_UNKNOWN");
  }

  /** The link lives thirty days from its last sending, and an expired journey seven more. */
  private static void lateApproval(StoryRun run) throws IOException, DemoFailed {
    run.travel(Duration.ofDays(31));
    run.expectInTimeline("LINK_EXPIRED");
    run.travel(Duration.ofDays(8));
    run.awaitEnd("EXPIRED");
    awaitEndOfRun(run);
    run.decide(1, "Approved");
    run.awaitEnd("APPROVED");
    run.expectInTimeline("REOPENED");
  }

  /**
   * A signal that reaches a run while it ends is repeated later, and the demo does not wait for
   * that. A restart shows whether the run has ended: it is refused because of the run first.
   */
  private static void awaitEndOfRun(StoryRun run) throws IOException, DemoFailed {
    run.await(
        "the run of the expired journey to end",
        () -> run.engine().command(run.journey(EXAM), "restart", "is it over?").body(),
        refusal -> refusal.path("title").asText().equals("Journey is closed"),
        refusal -> refusal.path("title").asText());
  }
}
