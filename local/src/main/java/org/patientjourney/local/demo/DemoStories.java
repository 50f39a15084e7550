package org.patientjourney.local.demo;

import static org.patientjourney.local.demo.Story.awaitEnd;
import static org.patientjourney.local.demo.Story.awaitHold;
import static org.patientjourney.local.demo.Story.awaitStage;
import static org.patientjourney.local.demo.Story.command;
import static org.patientjourney.local.demo.Story.decide;
import static org.patientjourney.local.demo.Story.expectInTimeline;
import static org.patientjourney.local.demo.Story.expectInvites;
import static org.patientjourney.local.demo.Story.expectOneInvite;
import static org.patientjourney.local.demo.Story.order;
import static org.patientjourney.local.demo.Story.story;
import static org.patientjourney.local.demo.StoryRun.EXAM;
import static org.patientjourney.local.demo.StoryRun.OTHER_EXAM;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The stories, in the order in which they run. */
final class DemoStories {
  /** Stays pending at the sandbox until the story decides. */
  static final String WAITING = "Waiting";

  /** Stories that let time pass come last, as it passes for all. */
  static final List<Story> ALL =
      List.of(
          story(
              "missed, the resend refused: held, re-invited by a person, approved",
              "demo-missed",
              order(WAITING, EXAM),
              awaitStage("AWAITING_CONSULTATION"),
              decide(1, "Missed"),
              awaitHold("MISSED"),
              expectInTimeline("RESEND_REFUSED"),
              command("re-invite", "the patient asked for another appointment"),
              awaitStage("AWAITING_CONSULTATION"),
              decide(2, "Approved"),
              awaitEnd("APPROVED"),
              expectInvites(2, "the missed one and the one by command")),
          story(
              "not applicable, the resend refused: held, closed by a person",
              "demo-not-applicable",
              order("N/A", EXAM),
              awaitHold("NOT_APPLICABLE"),
              expectInTimeline("RESEND_REFUSED"),
              command("close", "the provider says that the questionnaire ruled the patient out"),
              awaitEnd("CLOSED_BY_PERSON"),
              expectInvites(1, "no second invite was sent")),
          story(
              "deferred to the medical director, then approved",
              "demo-deferred",
              order("Defer", EXAM),
              awaitStage("AWAITING_MEDICAL_DIRECTOR"),
              decide(1, "Approved"),
              awaitEnd("APPROVED"),
              expectOneInvite()),
          story(
              "good faith exam, approved",
              "demo-approved",
              order("Approve", EXAM),
              awaitEnd("APPROVED"),
              expectOneInvite()),
          story(
              "good faith exam, rejected",
              "demo-rejected",
              order("Reject", EXAM),
              awaitEnd("REJECTED"),
              expectOneInvite()),
          story(
              "two good faith exams in one invite, one approved, one rejected",
              "demo-two-exams",
              order("Approve Reject", EXAM, OTHER_EXAM),
              awaitEnd("APPROVED"),
              run -> run.journey(OTHER_EXAM).awaitEnd("REJECTED"),
              expectOneInvite()),
          story(
              "the invite timed out after it had succeeded: its webhook brings it back",
              "demo-timed-out",
              DemoStories::orderTimingOut,
              awaitEnd("APPROVED"),
              expectInTimeline("INVITE_UNKNOWN"),
              expectInvites(1, "an unknown invite is never repeated")),
          DemoIncident.STORY,
          story(
              "the clinic contacts its patients: the link is handed over by it",
              "cedar-demo-handover",
              order(WAITING, EXAM),
              awaitHold("HANDOVER"),
              command("invite-delivered", "sent by the clinic's own text message"),
              awaitStage("AWAITING_CONSULTATION"),
              decide(1, "Approved"),
              awaitEnd("APPROVED"),
              expectInTimeline("HANDED_OVER"),
              expectOneInvite()),
          DemoMedicines.OWN,
          DemoMedicines.URGENT,
          story(
              "cancelled in time: the provider agrees, no exam takes place",
              "demo-cancelled",
              order(WAITING, EXAM),
              awaitStage("AWAITING_CONSULTATION"),
              run -> run.commandOrder("cancel", "ordered twice"),
              awaitEnd("CANCELLED"),
              expectInvites(1, "it was sent before it was cancelled")),
          story(
              "cancelled too late: the decision was faster, and wins",
              "demo-cancelled-late",
              order(WAITING, EXAM),
              awaitStage("AWAITING_CONSULTATION"),
              // The provider has decided, and its event is still on the way.
              run -> run.provider().failAlways("hold-events", run.story().clinic()),
              decide(1, "Approved"),
              run -> run.commandOrder("cancel", "the patient changed her mind"),
              run -> run.visit().awaitInTimeline("CANCEL_REFUSED"),
              run -> run.provider().release(),
              awaitEnd("APPROVED"),
              expectOneInvite()),
          DemoMedicines.BACKWARDS,
          DemoMedicines.THREE_WEEKS,
          story(
              "expired, then approved after all: the journey is opened again",
              "demo-late-approval",
              order(WAITING, EXAM),
              // The link lives thirty days from its last sending, and an expired journey seven
              // more.
              run -> run.travel(Duration.ofDays(31)),
              expectInTimeline("LINK_EXPIRED"),
              run -> run.travel(Duration.ofDays(8)),
              awaitEnd("EXPIRED"),
              DemoStories::awaitEndOfRun,
              decide(1, "Approved"),
              awaitEnd("APPROVED"),
              expectInTimeline("REOPENED"),
              expectOneInvite()));

  private DemoStories() {}

  private static void orderTimingOut(StoryRun run) throws IOException {
    run.provider().failOnce("timeout-after-success", run.story().clinic());
    run.order("Approve", EXAM);
  }

  /**
   * A signal that reaches a run while it ends is repeated later, and the demo does not wait for
   * that. A restart shows whether the run has ended: it is refused because of the run first.
   */
  private static void awaitEndOfRun(StoryRun run) throws IOException {
    run.await(
        "the run of the expired journey to end",
        () -> run.engine().command(run.visit().id(), "restart", "is it over?").body(),
        refusal -> refusal.path("title").asText().equals("Journey is closed"),
        refusal -> refusal.path("title").asText());
  }
}
