package org.patientjourney.activities.invite;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.invite.MeetingId;
import org.patientjourney.workflows.journey.HoldReason;

/** A row of {@code invite_attempt}, without its secrets. */
public record InviteAttemptRow(
    MeetingId meetingId,
    int number,
    AttemptState state,
    int tries,
    @Nullable Instant startedAt,
    @Nullable HoldReason refusal,
    @Nullable String field) {}
