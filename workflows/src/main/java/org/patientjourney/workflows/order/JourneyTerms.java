package org.patientjourney.workflows.order;

import java.time.Instant;

/** What is agreed for a journey when its order is accepted; only a new invite changes a meeting. */
public record JourneyTerms(
    JourneyId journeyId,
    MeetingId meetingId,
    ExamId examId,
    ExamKind kind,
    PatientContact contact,
    Instant orderedAt,
    CareTerms care) {

  /** The same terms in another meeting, for a journey that is re-invited alone. */
  public JourneyTerms inMeeting(MeetingId meeting) {
    return new JourneyTerms(journeyId, meeting, examId, kind, contact, orderedAt, care);
  }

  public boolean isLeader() {
    return meetingId.leader().equals(journeyId);
  }

  /** Whether the journey is owed after another one, and waits for its day. */
  public boolean isFollowUp() {
    return care.dueAt() != null;
  }

  public Instant startsAt() {
    return care.dueAt() == null ? orderedAt : care.dueAt();
  }
}
