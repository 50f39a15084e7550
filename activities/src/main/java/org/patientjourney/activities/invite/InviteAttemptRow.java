package org.patientjourney.activities.invite;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.MeetingId;

/** A row of {@code invite_attempt}, without its secrets. */
public record InviteAttemptRow(
    MeetingId meetingId,
    int number,
    AttemptState state,
    int tries,
    @Nullable Instant startedAt,
    @Nullable HoldReason refusal,
    @Nullable String field) {}
