package org.patientjourney.sandbox.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One accepted invite, which is one meeting. Prints without its secret webhook address. */
public record Invite(
    int call,
    UUID meetingUuid,
    String clinic,
    @Nullable String webhookUrl,
    Patient patient,
    Pharmacy pharmacy,
    List<PatientExam> patientExams,
    Instant receivedAt) {

  /** What the events return about the patient; the name is not kept. Prints nothing of it. */
  public record Patient(String email, String phoneNumber, @Nullable String additionalData) {
    @Override
    public String toString() {
      return "Patient[***]";
    }
  }

  /** Where a prescription is sent; only a partner reports parcels. */
  public record Pharmacy(boolean partner, String name, @Nullable Long orderSetId) {}

  public Optional<PatientExam> exam(long patientExamId) {
    return patientExams.stream().filter(e -> e.patientExamId() == patientExamId).findFirst();
  }

  Invite withExam(PatientExam changed) {
    List<PatientExam> exams =
        patientExams.stream()
            .map(exam -> exam.patientExamId() == changed.patientExamId() ? changed : exam)
            .toList();
    return new Invite(call, meetingUuid, clinic, webhookUrl, patient, pharmacy, exams, receivedAt);
  }

  @Override
  public String toString() {
    return "Invite[" + meetingUuid + "]";
  }
}
