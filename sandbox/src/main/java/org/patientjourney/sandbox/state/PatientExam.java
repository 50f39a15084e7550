package org.patientjourney.sandbox.state;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One exam of a meeting; {@code plan} is what is still to come by itself. */
public record PatientExam(
    long patientExamId,
    int examId,
    ExamStatus status,
    List<PlannedStep> plan,
    Instant linkExpiresAt,
    int resends,
    @Nullable Instant cancelledAt) {

  // [docs-old] For a resend; assumed for the invite itself (contract 4.2).
  private static final Duration LINK_LIFETIME = Duration.ofDays(30);

  public PatientExam {
    plan = List.copyOf(plan);
  }

  /** A new exam with the steps that its test name asks for. */
  public static PatientExam pending(long id, int examId, List<PlannedStep> plan, Instant now) {
    return new PatientExam(id, examId, ExamStatus.PENDING, plan, now.plus(LINK_LIFETIME), 0, null);
  }

  /** The next planned step, if one is left. */
  public Optional<PlannedStep> next() {
    return plan.stream().findFirst();
  }

  /** The next planned step is done. */
  public PatientExam stepTaken() {
    return with(status, plan.subList(1, plan.size()));
  }

  /** Somebody plays the provider from now on: otherwise the plan would soon contradict it. */
  public PatientExam withoutPlan() {
    return with(status, List.of());
  }

  public PatientExam decided(ExamStatus decision) {
    return with(decision, plan);
  }

  /** Sent once more, and pending again if it was not. */
  public PatientExam resent(Instant now) {
    return new PatientExam(
        patientExamId,
        examId,
        ExamStatus.PENDING,
        plan,
        now.plus(LINK_LIFETIME),
        resends + 1,
        cancelledAt);
  }

  /** Nothing happens to it by itself any more. */
  public PatientExam cancelled(Instant now) {
    // [openapi] The answer has milliseconds.
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return new PatientExam(
        patientExamId, examId, ExamStatus.CANCELLED, List.of(), linkExpiresAt, resends, at);
  }

  private PatientExam with(ExamStatus newStatus, List<PlannedStep> left) {
    return new PatientExam(
        patientExamId, examId, newStatus, left, linkExpiresAt, resends, cancelledAt);
  }
}
