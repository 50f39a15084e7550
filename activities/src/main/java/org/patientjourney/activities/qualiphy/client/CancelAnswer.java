package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Done;
import org.patientjourney.activities.qualiphy.CallResult.Unknown;
import org.patientjourney.activities.qualiphy.wire.QualiphyStatus;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.meeting.CancelOutcome;

/** Reads answers of {@code exam_invite_cancel}: docs/provider.md, Cancel. */
final class CancelAnswer {
  /**
   * Only the word directly after "already" counts: "already approved, so it cannot be cancelled".
   */
  private static final Pattern ALREADY =
      Pattern.compile("\\balready\\W+(?:been\\W+)?(?<status>.*)", Pattern.DOTALL);

  private CancelAnswer() {}

  static CallResult<CancelOutcome> read(QualiphyAnswer answer, PatientExamId asked) {
    Optional<CancelOutcome> earlier =
        answer.isRequestRefused() ? earlier(answer.errorText()) : Optional.empty();
    return earlier.isPresent()
        ? new Done<>(earlier.get())
        : answer.result(body -> success(body, asked));
  }

  private static CallResult<CancelOutcome> success(JsonNode body, PatientExamId asked) {
    String status = TolerantValue.known(body.path("status"));
    if (status != null && !status.toLowerCase(Locale.ROOT).startsWith("cancel")) {
      return new Unknown<>("answer names another status");
    }
    PatientExamId named = TolerantValue.patientExamId(body.path("patient_exam_id"));
    return named == null || named.equals(asked)
        ? new Done<>(new CancelOutcome.Cancelled(TolerantValue.instant(body.path("cancelled_at"))))
        : new Unknown<>("answer names another patient exam");
  }

  /** Empty for a refusal that names no status: the exam is neither cancelled nor decided. */
  private static Optional<CancelOutcome> earlier(String errorText) {
    Matcher already = ALREADY.matcher(errorText.toLowerCase(Locale.ROOT));
    if (!already.find()) {
      return Optional.empty();
    }
    String found = already.group("status");
    if (found.startsWith("cancel")) {
      return Optional.of(new CancelOutcome.Cancelled(null));
    }
    ExamStatus status = QualiphyStatus.atStartOf(found);
    return status == ExamStatus.UNKNOWN
        ? Optional.empty()
        : Optional.of(new CancelOutcome.Decided(status));
  }
}
