package org.patientjourney.activities.invite;

import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** What a run calls after it has recorded that it sends. */
record RecordedInvites(TestEngine engine, InviteActivities activities) implements InviteActivities {

  @Override
  public SendOutcome sendInvite(MeetingId meeting, int attempt, JourneyId journey) {
    recordSending(engine, journey, attempt);
    return activities.sendInvite(meeting, attempt, journey);
  }

  static void recordSending(TestEngine engine, JourneyId journey, int attempt) {
    JourneyState state = engine.row(journey).state();
    if (state.attempts().stream().noneMatch(known -> known.number() == attempt)) {
      String sending = StoredJson.write(state.awaitingAnswer(attempt, engine.moment()));
      engine
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      "update journey set snapshot = cast(? as jsonb) where journey_id = ?",
                      sending,
                      journey));
    }
  }

  @Override
  public Resend.Status resendInvite(MeetingId meeting, Resend resend, JourneyId journey) {
    return activities.resendInvite(meeting, resend, journey);
  }

  @Override
  public CancelOutcome cancelInvite(MeetingId meeting, JourneyId journey) {
    return activities.cancelInvite(meeting, journey);
  }
}
