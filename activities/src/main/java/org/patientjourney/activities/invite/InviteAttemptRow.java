package org.patientjourney.activities.invite;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.MeetingId;

/** A row of {@code invite_attempt}, without its secrets. */
public record InviteAttemptRow(
    MeetingId meetingId,
    int number,
    AttemptState state,
    List<Integer> examIds,
    int tries,
    Instant startedAt,
    @Nullable HoldReason refusal,
    @Nullable String field) {

  boolean includes(ExamId exam) {
    return examIds.contains(exam.value());
  }

  public enum AttemptState {
    /** The call certainly did not reach the provider: it may be made again. */
    NOT_SENT,
    /** A call was made or is being made; no other caller may repeat it. */
    STARTED,
    SENT,
    REFUSED,
    UNKNOWN
  }
}
