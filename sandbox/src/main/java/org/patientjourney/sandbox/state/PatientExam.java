package org.patientjourney.sandbox.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One exam of a meeting; {@code plan} has the steps that will happen without a request. */
public record PatientExam(
    long patientExamId,
    int examId,
    ExamStatus status,
    List<Step> plan,
    Instant linkExpiresAt,
    int resends,
    @Nullable Instant cancelledAt,
    List<GivenAnswer> answers,
    List<Attachment> attachments) {

  private static final Duration LINK_LIFETIME = Duration.ofDays(30);
  // An exam's attachments count on from its own id.
  private static final int IDS_FOR_EACH_EXAM = 100;

  /**
   * What the provider will do; each step ends in an event.
   *
   * @param status of a decision only
   * @param items of a prescription only
   */
  public record Step(
      Kind kind, @Nullable ExamStatus status, @Nullable WantedItems items, Instant at) {
    public enum Kind {
      DECIDE,
      PRESCRIBE,
      SHIP
    }
  }

  /** How many medicines to prescribe; the schedule code is empty unless they are controlled. */
  public record WantedItems(int count, String scheduleCode) {}

  /** One answer of the clinic on behalf of its patient; one for each chosen response. */
  public record GivenAnswer(
      int questionId,
      String answer,
      @Nullable Integer examQuestionResponseId,
      @Nullable String answerText) {
    @Override
    public String toString() {
      return "GivenAnswer[" + questionId + "]";
    }
  }

  /** What is known of a file; the file itself is not kept. */
  public record Attachment(
      long attachmentId, String fileName, @Nullable String fileType, int bytes) {
    @Override
    public String toString() {
      return "Attachment[" + attachmentId + "]";
    }
  }

  public static PatientExam pending(long id, int examId, List<Step> plan, Instant now) {
    Instant expiry = now.plus(LINK_LIFETIME);
    return new PatientExam(
        id, examId, ExamStatus.PENDING, plan, expiry, 0, null, List.of(), List.of());
  }

  @JsonIgnore
  public boolean isPending() {
    return status.equals(ExamStatus.PENDING);
  }

  public Optional<Step> next() {
    return plan.stream().findFirst();
  }

  public PatientExam stepTaken() {
    return with(status, plan.subList(1, plan.size()), linkExpiresAt, resends, cancelledAt);
  }

  /** From now on a person plays the provider, whom the plan would contradict. */
  public PatientExam withoutPlan() {
    return with(status, List.of(), linkExpiresAt, resends, cancelledAt);
  }

  public PatientExam decided(ExamStatus decision) {
    return with(decision, plan, linkExpiresAt, resends, cancelledAt);
  }

  /** Sent once more, and pending. */
  public PatientExam resent(Instant now) {
    return with(ExamStatus.PENDING, plan, now.plus(LINK_LIFETIME), resends + 1, cancelledAt);
  }

  /** In milliseconds, as the answer shows it; the plan ends. */
  public PatientExam cancelled(Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return with(ExamStatus.CANCELLED, List.of(), linkExpiresAt, resends, at);
  }

  private PatientExam with(
      ExamStatus newStatus, List<Step> left, Instant expiry, int sent, @Nullable Instant end) {
    return new PatientExam(
        patientExamId, examId, newStatus, left, expiry, sent, end, answers, attachments);
  }

  /** The last answer to a question replaces all earlier ones. */
  public PatientExam answered(List<GivenAnswer> given) {
    List<GivenAnswer> all = new ArrayList<>(answers);
    all.removeIf(old -> given.stream().anyMatch(one -> one.questionId() == old.questionId()));
    all.addAll(given);
    return with(List.copyOf(all), attachments);
  }

  /** One more file, under the next id. */
  public PatientExam attached(String fileName, @Nullable String fileType, int bytes) {
    long id = patientExamId * IDS_FOR_EACH_EXAM + 1 + attachments.size();
    List<Attachment> all = new ArrayList<>(attachments);
    all.add(new Attachment(id, fileName, fileType, bytes));
    return with(answers, List.copyOf(all));
  }

  private PatientExam with(List<GivenAnswer> given, List<Attachment> attached) {
    return new PatientExam(
        patientExamId, examId, status, plan, linkExpiresAt, resends, cancelledAt, given, attached);
  }
}
