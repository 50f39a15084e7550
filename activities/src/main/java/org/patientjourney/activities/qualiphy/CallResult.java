package org.patientjourney.activities.qualiphy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ExamId;

/**
 * The result of one call that changes something at the provider. Causes are constants of the code,
 * class names or status codes.
 *
 * @param <T> what a success returns
 */
public sealed interface CallResult<T> {

  /** The provider did what was asked. */
  record Done<T>(T answer) implements CallResult<T> {}

  /** Certainly no byte of the request reached the provider: the same call may be made again. */
  record NotSent<T>(String cause) implements CallResult<T> {}

  /**
   * The provider did not accept the request, and may accept it later.
   *
   * @param retryAfter what it asked for, at most 10 minutes; null when it named no seconds
   */
  record RateLimited<T>(@Nullable Duration retryAfter) implements CallResult<T> {}

  /**
   * The provider refused, and will again until a person acts.
   *
   * @param reason what the person must correct
   * @param field JSON pointer into our order, when an invite was refused for one of its fields
   */
  record Refused<T>(HoldReason reason, String cause, @Nullable String field, ProviderWords words)
      implements CallResult<T> {}

  /** Done or not: a call that is not safe to repeat must not be repeated blindly. */
  record Unknown<T>(String cause) implements CallResult<T> {}

  /** A success that returns nothing to read. */
  record Accepted() {}

  /**
   * A meeting that an invite created. Prints neither link nor uuid, as the link contains the uuid
   * and admits its holder as the patient.
   *
   * @param patientExams one for every exam asked for
   */
  record CreatedMeeting(
      String meetingUuid, URI meetingUrl, Map<ExamId, PatientExamId> patientExams) {
    public CreatedMeeting {
      patientExams = Map.copyOf(patientExams);
    }

    @Override
    public String toString() {
      return "CreatedMeeting" + patientExams;
    }
  }

  /** HTTP status and text of a refusal: it may name a patient, so it is stored encrypted only. */
  record ProviderWords(String text) {
    @Override
    public String toString() {
      return "ProviderWords[not shown]";
    }
  }
}
