package org.patientjourney.activities.qualiphy;

/**
 * What an answer of {@code exam_submit_answers} or {@code exam_upload_attachment} means; none is
 * documented but for its errors (contract 4.0, 4.4, 4.8).
 */
final class QualiphyTransfer {
  private QualiphyTransfer() {}

  static TransferResult read(QualiphyAnswer answer) {
    int code = answer.code();
    if (QualiphyAnswer.isSuccess(code)) {
      return answer.json().isObject()
          ? new TransferResult.Taken()
          : new TransferResult.Unknown(QualiphyAnswer.NO_OBJECT);
    }
    if (code == 401) {
      return new TransferResult.Refused(UnauthorizedText.reasonIn(answer.errorText()).name());
    }
    if (code == 429) {
      return new TransferResult.RateLimited(answer.retryAfter());
    }
    return QualiphyAnswer.isRefusal(code)
        ? new TransferResult.Refused("http " + code)
        : new TransferResult.Unknown("http " + code);
  }
}
