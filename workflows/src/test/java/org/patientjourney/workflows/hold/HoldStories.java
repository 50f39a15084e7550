package org.patientjourney.workflows.hold;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.command.InviteCommand.ConfirmHandover;
import org.patientjourney.workflows.command.InviteCommand.ConfirmInvite;
import org.patientjourney.workflows.command.InviteCommand.CorrectContact;
import org.patientjourney.workflows.command.InviteCommand.ReInvite;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.event.DeliveryUnreadable;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.followup.FollowUpActivities.FollowUpCheck;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;

/** How each hold begins, and what each ending of the table does. */
final class HoldStories {
  private static final Origin ORIGIN = TestJourneys.origin("ending");

  private HoldStories() {}

  /** A journey with this hold. */
  static JourneyStory of(HoldReason reason) {
    return switch (reason) {
      case KEY_REFUSED,
          PROVIDER_NOT_CONFIGURED,
          AGREEMENTS_UNSIGNED,
          PRESCRIPTION_CONTRACT_UNSIGNED,
          UNAUTHORIZED,
          NEEDS_INPUT,
          PATIENT_ERASED ->
          answered(InviteAnswer.refused(1, TestJourneys.ORDERED_AT, reason, null));
      case INVITE_UNKNOWN ->
          answered(InviteAnswer.unknown(1, TestJourneys.ORDERED_AT)).after(Duration.ofHours(2));
      case INVITE_OVERDUE -> unsent();
      case HELD_BY_PERSON -> held();
      case HANDOVER -> JourneyStory.of(TestJourneys.contactedByClinic());
      case LINK_EXPIRED -> invited().after(Duration.ofDays(31));
      case MISSED -> invited().event(ExamStatus.MISSED);
      case NOT_APPLICABLE -> invited().event(ExamStatus.NOT_APPLICABLE);
      case REVIEW_OVERDUE -> invited().event(ExamStatus.DEFERRED).after(Duration.ofDays(15));
      case CANCEL_FAILED -> cancelled(new CancelOutcome.Refused());
      case DECISION_NOT_RECEIVED ->
          cancelled(new CancelOutcome.Decided(ExamStatus.APPROVED)).after(Duration.ofHours(2));
      case UNKNOWN_STATUS -> invited().event(ExamStatus.UNKNOWN);
      case CONTRADICTION ->
          invited().event(ExamStatus.UNKNOWN).event(ExamStatus.APPROVED).event(ExamStatus.REJECTED);
      case WRONG_PATIENT_EXAM ->
          invited()
              .event(
                  TestJourneys.event(
                      1, TestStates.SECOND_PATIENT_EXAM, ExamStatus.APPROVED, "digest"));
      case UNREADABLE_DELIVERY -> unreadable("digest");
      case TOO_MANY_EVENTS -> unreadable("d".repeat(30_000)).event(ExamStatus.MISSED);
      case PRESCRIPTION_OVERDUE -> approved().after(Duration.ofDays(4));
      case PRESCRIPTION_DIFFERS -> prescribed(999);
      case PRESCRIPTION_UNCONFIRMED -> unconfirmed();
      case PRESCRIPTION_CHANGED -> changed();
      case PRESCRIPTION_UNEXPECTED -> unexpected();
      case SHIPMENT_OVERDUE -> prescribed(884).after(Duration.ofDays(11));
      case FOLLOW_UP_BLOCKED -> blocked();
      case DELIVERY_NOT_APPLIED -> unapplied();
    };
  }

  /** Does what an ending says. */
  static void end(JourneyStory story, HoldReason reason, String ending) {
    switch (ending) {
      case "resolve" -> story.command(new Release(ORIGIN, reason)); // as its incident's probe is
      case "release" -> release(story, reason);
      case "close" -> story.command(new Close(ORIGIN));
      case "re-invite" -> story.command(new ReInvite(ORIGIN));
      case "corrections" -> story.command(new CorrectContact(ORIGIN, 1));
      case "resolve-invite" -> story.command(new ConfirmInvite(ORIGIN, TestJourneys.PATIENT_EXAM));
      case "invite-delivered" -> story.command(new ConfirmHandover(ORIGIN));
      case "record-decision" ->
          story.command(new RecordDecision(ORIGIN, ExamStatus.APPROVED, "seen in the portal"));
      case "event 1" -> story.event(TestJourneys.eventAt(story.now(), ExamStatus.APPROVED));
      case "event 2" -> story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      case "event 3" -> story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
      case "the invite is sent" -> story.after(Duration.ofHours(1));
      default -> throw new AssertionError("no story does " + ending);
    }
  }

  private static void release(JourneyStory story, HoldReason reason) {
    if (reason == HoldReason.UNKNOWN_STATUS) {
      story.event(ExamStatus.APPROVED);
    }
    story.command(new Release(ORIGIN, reason));
  }

  /** Without reminders and resends. */
  private static JourneyStory invited() {
    return JourneyStory.of(TestJourneys.sender());
  }

  private static JourneyStory answered(InviteAnswer answer) {
    JourneyStory story = new JourneyStory(TestJourneys.sender());
    story.invites.answers(answer);
    // More than a cold JVM needs: a second of virtual time may pass before its first task is done.
    return story.start().after(Duration.ofMinutes(1));
  }

  private static JourneyStory unsent() {
    JourneyStory story = new JourneyStory(TestJourneys.sender());
    for (int i = 0; i < 9; i++) {
      story.invites.answers(new SendOutcome.RetryLater(Duration.ofMinutes(10)));
    }
    return story.start().after(Duration.ofMinutes(65));
  }

  private static JourneyStory held() {
    JourneyStory story = invited();
    story.command(new HoldJourney(TestJourneys.origin("hold")));
    return story;
  }

  private static JourneyStory cancelled(CancelOutcome outcome) {
    JourneyStory story = JourneyStory.byStandard(TestJourneys.sender()).start();
    story.invites.answersCancel(outcome);
    story.command(new Cancel(TestJourneys.origin("cancel")));
    return story;
  }

  private static JourneyStory unreadable(String digest) {
    return invited()
        .event(
            new DeliveryUnreadable(
                new WebhookDeliveryId(UUID.randomUUID()),
                DeliveryUnreadable.Cause.UNKNOWN_EVENT,
                digest,
                TestJourneys.ORDERED_AT,
                false));
  }

  private static JourneyStory approved() {
    return JourneyStory.approved(TestJourneys.packageOrdered());
  }

  private static JourneyStory prescribed(int orderSet) {
    JourneyStory story = approved();
    return story.event(TestJourneys.prescribed(story.now(), orderSet, "9001"));
  }

  private static JourneyStory unconfirmed() {
    JourneyStory story = approved();
    return story.event(
        TestJourneys.with(
            TestJourneys.unconfirmed(), TestJourneys.prescribed(story.now(), 884, "9001")));
  }

  private static JourneyStory changed() {
    JourneyStory story = prescribed(884);
    return story.event(
        TestJourneys.changed(TestJourneys.prescribed(story.now(), 884, "9001"), story.now()));
  }

  private static JourneyStory unapplied() {
    JourneyStory story = invited();
    story.record.awaits(new WebhookDeliveryId(UUID.randomUUID()));
    return story.event(ExamStatus.APPROVED).after(Duration.ofMinutes(12));
  }

  private static JourneyStory unexpected() {
    JourneyStory story = JourneyStory.byStandard(TestJourneys.sender()).start();
    return story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
  }

  private static JourneyStory blocked() {
    JourneyStory story = JourneyStory.byStandard(TestJourneys.followUp()).start();
    story.followUps.finds(new FollowUpCheck(List.of("the clinic is gone"), true));
    return story.after(Duration.between(TestJourneys.ORDERED_AT, TestJourneys.FOLLOW_UP_DUE));
  }
}
