package org.patientjourney.workflows.invite;

import io.temporal.activity.ActivityInterface;
import org.patientjourney.workflows.journey.JourneyId;

/** The invite's way to the provider. An invite is never repeated blindly. */
@ActivityInterface
public interface InviteActivities {
  /**
   * Stores attempt and token before anything is sent. Safe to repeat; retried for ever.
   *
   * @return false when an earlier attempt of the meeting turned out to exist: nothing may be sent
   */
  boolean prepareInvite(MeetingId meeting, int attempt);

  /**
   * Sends the attempt unless it was started already, and stores the answer with one outbox row for
   * each journey of the meeting. Safe to repeat: a started attempt is answered from what is stored,
   * or with unknown, and never called again.
   *
   * @param journey whose answer is returned
   */
  SendOutcome sendInvite(MeetingId meeting, int attempt, JourneyId journey);
}
