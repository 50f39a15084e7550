package org.patientjourney.sandbox.patientexam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.patientjourney.sandbox.shape.Resendable;
import org.patientjourney.sandbox.shape.Shape;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;

/** exam_invite_resend (contract 4.5): the link again, and 30 more days for it. */
public final class Resend implements ExamChange {
  // [docs-old] For each patient exam.
  private static final int MOST = 3;

  private record Resent(int httpCode, String status) {}

  @Override
  public Optional<String> problem(Shape shape, Invite meeting, PatientExam exam, ObjectNode body) {
    // [docs-old] requires the id, the newer sources do not know it: optional, but never wrong.
    return MeetingId.problemIfGiven(body, meeting).or(() -> problem(shape, exam));
  }

  private static Optional<String> problem(Shape shape, PatientExam exam) {
    if (!isResendable(exam.status(), shape.resend())) {
      return Optional.of(exam.status().refusal());
    }
    return exam.resends() < MOST ? Optional.empty() : Optional.of("Resend limit reached.");
  }

  private static boolean isResendable(ExamStatus status, Resendable which) {
    return status.equals(ExamStatus.PENDING)
        || (which == Resendable.ALSO_MISSED && !status.hasClinician());
  }

  @Override
  public PatientExam change(PatientExam exam, ObjectNode body, Instant now) {
    return exam.resent(now);
  }

  @Override
  public Object answer(PatientExam changed) {
    return new Resent(200, "ok");
  }
}
