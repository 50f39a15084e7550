package org.patientjourney.workflows.journey;

import java.time.Instant;
import org.patientjourney.workflows.exam.ExamId;
import org.patientjourney.workflows.exam.ExamKind;
import org.patientjourney.workflows.invite.MeetingId;
import org.patientjourney.workflows.invite.PatientContact;

/** What is agreed for a journey when its order is accepted; only a new invite changes a meeting. */
public record JourneyTerms(
    JourneyId journeyId,
    MeetingId meetingId,
    ExamId examId,
    ExamKind kind,
    PatientContact contact,
    Instant orderedAt) {

  /** The same journey in another meeting: it was invited anew, alone. */
  JourneyTerms inMeeting(MeetingId meeting) {
    return new JourneyTerms(journeyId, meeting, examId, kind, contact, orderedAt);
  }

  /** Whether this journey sends the invite of its meeting. */
  public boolean isLeader() {
    return meetingId.leader().equals(journeyId);
  }
}
