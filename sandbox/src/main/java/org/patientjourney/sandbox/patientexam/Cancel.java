package org.patientjourney.sandbox.patientexam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import org.patientjourney.sandbox.shape.Shape;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;

/** exam_invite_cancel (contract 4.6): ends a pending exam; [SIM] no event tells of it. */
public final class Cancel implements ExamChange {
  // [openapi] Always with milliseconds, even when there are none.
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private record Cancelled(int httpCode, long patientExamId, String status, String cancelledAt) {}

  @Override
  public Optional<String> problem(Shape shape, Invite meeting, PatientExam exam, ObjectNode body) {
    return exam.status().equals(ExamStatus.PENDING)
        ? Optional.empty()
        : Optional.of(exam.status().refusal());
  }

  @Override
  public PatientExam change(PatientExam exam, ObjectNode body, Instant now) {
    return exam.cancelled(now);
  }

  @Override
  public Object answer(PatientExam changed) {
    Instant at = Objects.requireNonNull(changed.cancelledAt(), "a cancelled exam has its time");
    return new Cancelled(200, changed.patientExamId(), "cancelled", MILLIS.format(at));
  }
}
