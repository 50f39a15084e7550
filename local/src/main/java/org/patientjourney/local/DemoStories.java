package org.patientjourney.local;

import static org.patientjourney.local.DemoTelling.EXAM;
import static org.patientjourney.local.DemoTelling.OTHER_EXAM;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What the demo tells, in this order. */
final class DemoStories {
  static final String ONE = "one for each meeting";

  /** Stays pending at the sandbox until somebody plays the provider. */
  static final String WAITING = "Waiting";

  /** Where time must pass comes last: it passes for all. */
  static final List<DemoStory> ALL =
      List.of(
          new DemoStory(
              "missed, the resend refused: held, re-invited by a person, approved",
              "demo-missed",
              2,
              "the missed one and the one by command",
              telling -> telling.order(WAITING, EXAM),
              DemoStories::missed),
          new DemoStory(
              "not applicable, the resend refused: held, closed by a person",
              "demo-not-applicable",
              1,
              "nobody was invited again",
              telling -> telling.order("N/A", EXAM),
              DemoStories::notApplicable),
          new DemoStory(
              "deferred to the medical director, then approved",
              "demo-deferred",
              1,
              ONE,
              telling -> telling.order("Defer", EXAM),
              DemoStories::deferred),
          new DemoStory(
              "good faith exam, approved",
              "demo-approved",
              1,
              ONE,
              telling -> telling.order("Approve", EXAM),
              telling -> telling.awaitEnd("APPROVED")),
          new DemoStory(
              "good faith exam, rejected",
              "demo-rejected",
              1,
              ONE,
              telling -> telling.order("Reject", EXAM),
              telling -> telling.awaitEnd("REJECTED")),
          new DemoStory(
              "two good faith exams in one invite, one approved, one rejected",
              "demo-two-exams",
              1,
              ONE,
              telling -> telling.order("Approve Reject", EXAM, OTHER_EXAM),
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
              telling -> telling.order(WAITING, EXAM),
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
              telling -> telling.order(WAITING, EXAM),
              DemoStories::lateApproval));

  private DemoStories() {}

  private static void missed(DemoTelling telling) throws IOException, DemoFailed {
    telling.awaitStage("AWAITING_CONSULTATION");
    telling.decide(1, "Missed");
    telling.awaitHold("MISSED");
    telling.expectInTimeline("RESEND_REFUSED");
    telling.command("re-invite", "the patient asked for another appointment");
    telling.awaitStage("AWAITING_CONSULTATION");
    telling.decide(2, "Approved");
    telling.awaitEnd("APPROVED");
  }

  private static void notApplicable(DemoTelling telling) throws IOException, DemoFailed {
    telling.awaitHold("NOT_APPLICABLE");
    telling.expectInTimeline("RESEND_REFUSED");
    telling.command("close", "the provider says that the questionnaire ruled the patient out");
    telling.awaitEnd("CLOSED_BY_PERSON");
  }

  private static void deferred(DemoTelling telling) throws IOException, DemoFailed {
    telling.awaitStage("AWAITING_MEDICAL_DIRECTOR");
    telling.decide(1, "Approved");
    telling.awaitEnd("APPROVED");
  }

  private static void twoExams(DemoTelling telling) throws IOException, DemoFailed {
    telling.awaitEnd(EXAM, "APPROVED");
    telling.awaitEnd(OTHER_EXAM, "REJECTED");
  }

  private static void handedOver(DemoTelling telling) throws IOException, DemoFailed {
    telling.awaitHold("HANDOVER");
    telling.command("invite-delivered", "sent by the clinic's own text message");
    telling.awaitStage("AWAITING_CONSULTATION");
    telling.decide(1, "Approved");
    telling.awaitEnd("APPROVED");
    telling.expectInTimeline("HANDED_OVER");
  }

  private static void orderTimingOut(DemoTelling telling) throws IOException, DemoFailed {
    telling.provider().failOnce(telling.story().clinic(), "timeout-after-success");
    telling.order("Approve", EXAM);
  }

  private static void timedOut(DemoTelling telling) throws IOException, DemoFailed {
    telling.awaitEnd("APPROVED");
    telling.expectInTimeline("INVITE_UNKNOWN");
  }

  /** The link lives thirty days from its last sending, and an expired journey seven more. */
  private static void lateApproval(DemoTelling telling) throws IOException, DemoFailed {
    telling.travel(Duration.ofDays(31));
    telling.expectInTimeline("LINK_EXPIRED");
    telling.travel(Duration.ofDays(8));
    telling.awaitEnd("EXPIRED");
    awaitEndOfRun(telling);
    telling.decide(1, "Approved");
    telling.awaitEnd("APPROVED");
    telling.expectInTimeline("REOPENED");
  }

  /**
   * What reaches a run in the moment of its end is told again a minute later, and the demo is not
   * so patient. The restart tells: it is refused because of the run first.
   */
  private static void awaitEndOfRun(DemoTelling telling) throws IOException, DemoFailed {
    telling.await(
        "the run of the expired journey to end",
        () -> telling.engine().command(telling.journey(EXAM), "restart", "is it over?").body(),
        refusal -> refusal.path("title").asText().equals("Journey is closed"),
        refusal -> refusal.path("title").asText());
  }
}
