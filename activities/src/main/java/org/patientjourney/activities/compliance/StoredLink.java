package org.patientjourney.activities.compliance;

import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.invite.AttemptState;
import org.patientjourney.workflows.order.MeetingId;

/**
 * A journey's meeting with the attempt that has its link, else with the latest, if there is any.
 *
 * @param meetingUrl encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
public record StoredLink(
    MeetingId meetingId,
    @Nullable Integer number,
    @Nullable AttemptState state,
    byte @Nullable [] meetingUrl) {

  boolean isKnown() {
    return meetingUrl != null;
  }
}
