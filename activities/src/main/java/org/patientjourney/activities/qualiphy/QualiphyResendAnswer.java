package org.patientjourney.activities.qualiphy;

import java.util.Locale;

/** What an answer of {@code exam_invite_resend} means (contract 4.0 and 4.5). */
final class QualiphyResendAnswer {
  private QualiphyResendAnswer() {}

  static ResendResult read(QualiphyAnswer answer) {
    int code = answer.code();
    if (QualiphyAnswer.isSuccess(code)) {
      return answer.json().isObject()
          ? new ResendResult.Sent()
          : new ResendResult.Unknown(QualiphyAnswer.NO_OBJECT);
    }
    if (code == 401) {
      return new ResendResult.Refused(
          ResendRefusal.of(UnauthorizedText.reasonIn(answer.errorText())), answer.words());
    }
    if (code == 429) {
      return new ResendResult.RateLimited(answer.retryAfter());
    }
    return QualiphyAnswer.isRefusal(code)
        ? new ResendResult.Refused(refusal(answer.errorText()), answer.words())
        : new ResendResult.Unknown("http " + code);
  }

  /** No text of this call is published; these are the words that such texts cannot do without. */
  private static ResendRefusal refusal(String errorText) {
    String text = errorText.toLowerCase(Locale.ROOT);
    if (text.contains("limit")) {
      return ResendRefusal.LIMIT_REACHED;
    }
    return text.contains("already") ? ResendRefusal.NOT_PENDING : ResendRefusal.OTHER;
  }
}
