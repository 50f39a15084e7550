package org.patientjourney.activities.qualiphy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ExamId;

/** What one call of {@code exam_invite} came to. */
public sealed interface InviteResult {

  /**
   * The meeting exists.
   *
   * @param meetingUrl the patient's link: whoever has it is the patient, so it is not printed
   * @param patientExams one for every exam asked
   */
  record Accepted(String meetingUuid, URI meetingUrl, Map<ExamId, PatientExamId> patientExams)
      implements InviteResult {
    public Accepted {
      patientExams = Map.copyOf(patientExams);
    }

    /** Without the uuid too: the link is seen to be made of it (contract 4.2, example). */
    @Override
    public String toString() {
      return "Accepted" + patientExams;
    }
  }

  /** Surely no byte of the request reached the provider: the same attempt may be sent again. */
  record NotSent(String cause) implements InviteResult {}

  /**
   * The provider did not take the request, and may take it later.
   *
   * @param retryAfter what it asked for, at most 10 minutes; null when it named no seconds
   */
  record RateLimited(@Nullable Duration retryAfter) implements InviteResult {}

  /**
   * The provider refused, and will again until a person acts.
   *
   * @param field JSON pointer into our order, when the provider named one of its fields
   */
  record Refused(HoldReason reason, @Nullable String field, ProviderWords words)
      implements InviteResult {}

  /** The meeting may exist or not: never send again blindly. */
  record Unknown(String cause) implements InviteResult {}
}
