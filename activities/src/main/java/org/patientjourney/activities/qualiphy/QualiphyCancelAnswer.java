package org.patientjourney.activities.qualiphy;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patientjourney.activities.qualiphy.wire.QualiphyStatus;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;

/** What an answer of {@code exam_invite_cancel} means (contract 4.0 and 4.6). */
final class QualiphyCancelAnswer {
  /** The word right behind "already" counts: "already approved, so it cannot be cancelled". */
  private static final Pattern ALREADY =
      Pattern.compile("\\balready\\W+(?:been\\W+)?(?<status>.*)", Pattern.DOTALL);

  private QualiphyCancelAnswer() {}

  static CancelResult read(QualiphyAnswer answer, PatientExamId asked) {
    int code = answer.code();
    if (QualiphyAnswer.isSuccess(code)) {
      return success(answer, asked);
    }
    if (code == 401) {
      return new CancelResult.Refused(
          UnauthorizedText.reasonIn(answer.errorText()), answer.words());
    }
    if (code == 429) {
      return new CancelResult.RateLimited(answer.retryAfter());
    }
    return QualiphyAnswer.isRefusal(code)
        ? refusal(answer.errorText().toLowerCase(Locale.ROOT), answer.words())
        : new CancelResult.Unknown("http " + code);
  }

  private static CancelResult success(QualiphyAnswer answer, PatientExamId asked) {
    if (!answer.json().isObject()) {
      return new CancelResult.Unknown(QualiphyAnswer.NO_OBJECT);
    }
    String status = TolerantValue.known(answer.json().path("status"));
    if (status != null && !status.toLowerCase(Locale.ROOT).startsWith("cancel")) {
      return new CancelResult.Unknown("answer names another status");
    }
    PatientExamId named = TolerantValue.patientExamId(answer.json().path("patient_exam_id"));
    return named == null || named.equals(asked)
        ? new CancelResult.Cancelled(TolerantValue.instant(answer.json().path("cancelled_at")))
        : new CancelResult.Unknown("answer names another patient exam");
  }

  private static CancelResult refusal(String text, ProviderWords words) {
    Matcher already = ALREADY.matcher(text);
    if (!already.find()) {
      return new CancelResult.RefusedOther(words);
    }
    String found = already.group("status");
    if (found.startsWith("cancel")) {
      return new CancelResult.AlreadyCancelled();
    }
    ExamStatus status = QualiphyStatus.atStartOf(found);
    return status == ExamStatus.UNKNOWN
        ? new CancelResult.RefusedOther(words)
        : new CancelResult.Decided(status);
  }
}
