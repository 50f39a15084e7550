package org.patientjourney.workflows.meeting;

import io.temporal.activity.ActivityInterface;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** The invite's way to the provider. An invite is never repeated blindly. */
@ActivityInterface
public interface InviteActivities {
  /** Type of the failure when the request certainly did not reach the provider. */
  String NOT_SENT = "NotSent";

  /**
   * Stores the attempt as started with its token, sends it, and stores the answer with one outbox
   * row for each journey of the meeting. Safe to repeat: a started attempt is answered from what is
   * stored, or with unknown, and never called again. Nothing is called once an earlier attempt of
   * the meeting turned out to exist, nor while an incident concerns the meeting: the answer is then
   * the incident's refusal.
   *
   * @param journey whose answer is returned
   */
  SendOutcome sendInvite(MeetingId meeting, int attempt, JourneyId journey);

  /**
   * Asks the provider to send the link again. Safe to repeat: one intent of an attempt is called
   * once, whichever journey of the meeting asks; later calls are answered from what is stored.
   * Fails with {@link #NOT_SENT} while the provider cannot be reached.
   */
  Resend.Status resendInvite(MeetingId meeting, Resend resend, JourneyId journey);

  /**
   * Sees to it that the exam does not take place: leaves it out of an invite that was not sent yet,
   * or asks the provider. Safe to repeat.
   */
  CancelOutcome cancelInvite(MeetingId meeting, JourneyId journey);
}
