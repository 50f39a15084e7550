package org.patientjourney.sandbox.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One accepted invite, which is one meeting; prints without its secret webhook address. */
public record Invite(
    int call,
    UUID meetingUuid,
    String clinic,
    @Nullable String webhookUrl,
    Patient patient,
    Pharmacy pharmacy,
    List<PatientExam> patientExams,
    Instant receivedAt) {

  public Invite {
    patientExams = List.copyOf(patientExams);
  }

  /** The exam of this meeting with that id. */
  public Optional<PatientExam> exam(long patientExamId) {
    return patientExams.stream().filter(e -> e.patientExamId() == patientExamId).findFirst();
  }

  Invite replacing(long patientExamId, UnaryOperator<PatientExam> change) {
    List<PatientExam> changed =
        patientExams.stream()
            .map(exam -> exam.patientExamId() == patientExamId ? change.apply(exam) : exam)
            .toList();
    return new Invite(
        call, meetingUuid, clinic, webhookUrl, patient, pharmacy, changed, receivedAt);
  }

  @Override
  public String toString() {
    return "Invite[" + meetingUuid + "]";
  }
}
