package org.patientjourney.activities.qualiphy.client;

/** The outcome of one call, in the kinds that all endpoints share. */
public enum CallOutcome {
  /** Answered as a success. */
  OK,
  /** The provider certainly did not do what was asked. */
  REFUSED,
  /** A 401: the clinic's key, agreements or providers. */
  UNAUTHORIZED,
  /** A 429. */
  RATE_LIMITED,
  /** No byte of the request reached the provider. */
  NOT_SENT,
  /** Done or not: no answer, a 5xx, or a success that is no JSON. */
  UNKNOWN;

  static CallOutcome of(QualiphyAnswer answer) {
    int code = answer.code();
    if (QualiphyAnswer.isSuccess(code)) {
      return answer.json().isMissingNode() ? UNKNOWN : OK;
    }
    if (code == 401) {
      return UNAUTHORIZED;
    }
    if (code == 429) {
      return RATE_LIMITED;
    }
    return QualiphyAnswer.isRefusal(code) ? REFUSED : UNKNOWN;
  }

  static CallOutcome of(CallFailed failure) {
    return failure.isBeforeSending() ? NOT_SENT : UNKNOWN;
  }
}
