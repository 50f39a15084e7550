package org.patientjourney.workflows.journey;

import java.time.Instant;
import org.patientjourney.workflows.exam.ExamId;
import org.patientjourney.workflows.exam.ExamKind;
import org.patientjourney.workflows.invite.MeetingId;
import org.patientjourney.workflows.invite.PatientContact;

/** What is fixed for a journey when its order is accepted. */
public record JourneyTerms(
    JourneyId journeyId,
    MeetingId meetingId,
    ExamId examId,
    ExamKind kind,
    PatientContact contact,
    Instant orderedAt) {

  /** Whether this journey sends the invite of its meeting. */
  public boolean isLeader() {
    return meetingId.leader().equals(journeyId);
  }
}
