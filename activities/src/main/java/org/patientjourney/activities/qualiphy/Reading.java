package org.patientjourney.activities.qualiphy;

import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.exam.ExamId;
import org.patientjourney.workflows.exam.ExamStatus;
import org.patientjourney.workflows.exam.PatientExamId;

/**
 * What a webhook body says. A {@code digest} is lower-case hexadecimal SHA-256 of the body's
 * meaning: the same for another order of keys and for another {@code exam_url}.
 */
public sealed interface Reading {

  /**
   * Event 1: the consultation is over.
   *
   * @param examId null when the body has none, or one that is no number
   * @param patientExamId null when the body has none, or one that is no id
   * @param detail the provider's words, for encrypted storage
   */
  record Consultation(
      @Nullable ExamId examId,
      @Nullable PatientExamId patientExamId,
      ExamStatus status,
      String digest,
      ConsultationDetail detail)
      implements Reading {}

  /** Event 2 or 3, prescription or tracking: kept, and followed by a later version. */
  record NotFollowedYet(int event, @Nullable PatientExamId patientExamId, String digest)
      implements Reading {}

  /** A JSON object whose {@code event} is missing or none of the provider's three. */
  record UnknownEvent(String digest) implements Reading {}

  /**
   * No JSON object at all.
   *
   * @param reason one of the constants here; never a part of the body
   */
  record Unreadable(String reason) implements Reading {
    public static final String EMPTY = "the body is empty";
    public static final String NOT_UTF8 = "the body is not UTF-8";

    /** Also for bytes after the value, and for a key that stands twice in one object. */
    public static final String NOT_JSON = "the body is not one JSON value";

    public static final String NOT_AN_OBJECT = "the body is JSON, but no object";
    public static final String TOO_DEEP = "the body is nested too deeply";

    /** A text, a key, or a number by its digits or its exponent. */
    public static final String TOKEN_TOO_LONG = "a text or a number in the body is too long";
  }
}
