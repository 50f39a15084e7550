package org.patientjourney.local.demo;

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
          new Story(
              "missed, the resend refused: held, re-invited by a person, approved",
              "demo-missed",
              2,
              "the missed one and the one by command",
              run -> run.order(WAITING, EXAM),
              DemoStories::missed),
          new Story(
              "not applicable, the resend refused: held, closed by a person",
              "demo-not-applicable",
              1,
              "no second invite was sent",
              run -> run.order("N/A", EXAM),
              DemoStories::notApplicable),
          new Story(
              "deferred to the medical director, then approved",
              "demo-deferred",
              run -> run.order("Defer", EXAM),
              DemoStories::deferred),
          new Story(
              "good faith exam, approved",
              "demo-approved",
              run -> run.order("Approve", EXAM),
              run -> run.visit().awaitEnd("APPROVED")),
          new Story(
              "good faith exam, rejected",
              "demo-rejected",
              run -> run.order("Reject", EXAM),
              run -> run.visit().awaitEnd("REJECTED")),
          new Story(
              "two good faith exams in one invite, one approved, one rejected",
              "demo-two-exams",
              run -> run.order("Approve Reject", EXAM, OTHER_EXAM),
              DemoStories::twoExams),
          new Story(
              "the invite timed out after it had succeeded: its webhook brings it back",
              "demo-timed-out",
              1,
              "an unknown invite is never repeated",
              DemoStories::orderTimingOut,
              DemoStories::timedOut),
          DemoIncident.STORY,
          new Story(
              "the clinic contacts its patients: the link is handed over by it",
              "cedar-demo-handover",
              run -> run.order(WAITING, EXAM),
              DemoStories::handedOver),
          DemoMedicines.OWN,
          DemoMedicines.URGENT,
          new Story(
              "cancelled in time: the provider agrees, no exam takes place",
              "demo-cancelled",
              1,
              "it was sent before it was cancelled",
              run -> run.order(WAITING, EXAM),
              DemoStories::cancelledInTime),
          new Story(
              "cancelled too late: the decision was faster, and wins",
              "demo-cancelled-late",
              run -> run.order(WAITING, EXAM),
              DemoStories::cancelledTooLate),
          DemoMedicines.BACKWARDS,
          DemoMedicines.THREE_WEEKS,
          new Story(
              "expired, then approved after all: the journey is opened again",
              "demo-late-approval",
              run -> run.order(WAITING, EXAM),
              DemoStories::lateApproval));

  private DemoStories() {}

  /**
   * One story of the demo. Each has a clinic of its own, so that what happened at the provider can
   * be distinguished.
   *
   * @param invites that the provider must have made at the end
   * @param because why there are so many
   * @param ordering begins it: what must happen first, then the order
   * @param following leads the journeys to their end
   */
  record Story(
      String title, String clinic, int invites, String because, Part ordering, Part following) {
    Story(String title, String clinic, Part ordering, Part following) {
      this(title, clinic, 1, "one for each meeting", ordering, following);
    }

    /** A part of a story. */
    @FunctionalInterface
    interface Part {
      void play(StoryRun run) throws IOException;
    }

    /** To the end, the comparison with the provider's own file included. */
    void follow(StoryRun run) throws IOException {
      following.play(run);
      run.expectInvites(invites, because);
    }
  }

  private static void missed(StoryRun run) throws IOException {
    run.visit().awaitStage("AWAITING_CONSULTATION");
    run.decide(1, "Missed");
    run.visit().awaitHold("MISSED");
    run.visit().expectInTimeline("RESEND_REFUSED");
    run.visit().command("re-invite", "the patient asked for another appointment");
    run.visit().awaitStage("AWAITING_CONSULTATION");
    run.decide(2, "Approved");
    run.visit().awaitEnd("APPROVED");
  }

  private static void notApplicable(StoryRun run) throws IOException {
    run.visit().awaitHold("NOT_APPLICABLE");
    run.visit().expectInTimeline("RESEND_REFUSED");
    run.visit().command("close", "the provider says that the questionnaire ruled the patient out");
    run.visit().awaitEnd("CLOSED_BY_PERSON");
  }

  private static void deferred(StoryRun run) throws IOException {
    run.visit().awaitStage("AWAITING_MEDICAL_DIRECTOR");
    run.decide(1, "Approved");
    run.visit().awaitEnd("APPROVED");
  }

  private static void twoExams(StoryRun run) throws IOException {
    run.journey(EXAM).awaitEnd("APPROVED");
    run.journey(OTHER_EXAM).awaitEnd("REJECTED");
  }

  private static void orderTimingOut(StoryRun run) throws IOException {
    run.provider().failOnce("timeout-after-success", run.story().clinic());
    run.order("Approve", EXAM);
  }

  private static void timedOut(StoryRun run) throws IOException {
    run.visit().awaitEnd("APPROVED");
    run.visit().expectInTimeline("INVITE_UNKNOWN");
  }

  private static void handedOver(StoryRun run) throws IOException {
    run.visit().awaitHold("HANDOVER");
    run.visit().command("invite-delivered", "sent by the clinic's own text message");
    run.visit().awaitStage("AWAITING_CONSULTATION");
    run.decide(1, "Approved");
    run.visit().awaitEnd("APPROVED");
    run.visit().expectInTimeline("HANDED_OVER");
  }

  private static void cancelledInTime(StoryRun run) throws IOException {
    run.visit().awaitStage("AWAITING_CONSULTATION");
    run.commandOrder("cancel", "ordered twice");
    run.visit().awaitEnd("CANCELLED");
  }

  /** The provider has decided, and its event is still on the way. */
  private static void cancelledTooLate(StoryRun run) throws IOException {
    run.visit().awaitStage("AWAITING_CONSULTATION");
    run.provider().failAlways("hold-events", run.story().clinic());
    run.decide(1, "Approved");
    run.commandOrder("cancel", "the patient changed her mind");
    run.visit().awaitInTimeline("CANCEL_REFUSED");
    run.provider().release();
    run.visit().awaitEnd("APPROVED");
  }

  /** The link lives thirty days from its last sending, and an expired journey seven more. */
  private static void lateApproval(StoryRun run) throws IOException {
    run.travel(Duration.ofDays(31));
    run.visit().expectInTimeline("LINK_EXPIRED");
    run.travel(Duration.ofDays(8));
    run.visit().awaitEnd("EXPIRED");
    awaitEndOfRun(run);
    run.decide(1, "Approved");
    run.visit().awaitEnd("APPROVED");
    run.visit().expectInTimeline("REOPENED");
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
