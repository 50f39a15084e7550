package org.patientjourney.sandbox.patientexam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.patientjourney.sandbox.state.Invite;

/** The {@code meeting_uuid} of a call, as it must belong to the exam that the call names. */
public final class MeetingId {
  private static final String FIELD = "meeting_uuid";
  // [changelog] Verbatim, of exam_submit_answers (contract 4.0).
  private static final String INVALID = "Invalid meeting id";

  private MeetingId() {}

  /** The refusal of a wrong id, or of none. */
  public static Optional<String> problemIfRequired(ObjectNode body, Invite meeting) {
    return body.path(FIELD).asText().equals(meeting.meetingUuid().toString())
        ? Optional.empty()
        : Optional.of(INVALID);
  }

  /** The refusal of a wrong id. */
  public static Optional<String> problemIfGiven(ObjectNode body, Invite meeting) {
    return body.hasNonNull(FIELD) ? problemIfRequired(body, meeting) : Optional.empty();
  }
}
