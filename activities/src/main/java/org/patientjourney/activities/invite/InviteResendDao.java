package org.patientjourney.activities.invite;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Statements on {@code invite_resend}. */
interface InviteResendDao {
  @SqlUpdate(
      """
      insert into invite_resend (meeting_id, attempt, intent, journey_id, state, prepared_at)
      values (:meetingId, :attempt, :intent, :journeyId, 'PREPARED', :now) on conflict do nothing
      """)
  void insertIfAbsent(
      MeetingId meetingId, int attempt, String intent, JourneyId journeyId, Instant now);

  /** Only one caller gets true, and none once the provider's limit for the attempt is reached. */
  @SqlUpdate(
      """
      update invite_resend set state = 'STARTED', started_at = :now
      where meeting_id = :meetingId and attempt = :attempt and intent = :intent
        and state = 'PREPARED'
        and (select count(*) from invite_resend made
          where made.meeting_id = :meetingId and made.attempt = :attempt
            and made.state in ('STARTED', 'SENT', 'UNKNOWN')) < :limit
      """)
  boolean start(MeetingId meetingId, int attempt, String intent, int limit, Instant now);

  /** The same again is no other answer: a commit's confirmation may have been lost. */
  @SqlUpdate(
      """
      update invite_resend set state = :state, cause = :cause, answered_at = :now
      where meeting_id = :meetingId and attempt = :attempt and intent = :intent
        and state in ('STARTED', :state)
      """)
  int answer(
      MeetingId meetingId,
      int attempt,
      String intent,
      InviteResendState state,
      @Nullable String cause,
      Instant now);

  /** Whether a call of it may still be going on. */
  @SqlQuery(
      """
      select exists (select 1 from invite_resend
        where meeting_id = :meetingId and attempt = :attempt and intent = :intent
          and state = 'STARTED' and started_at > :since)
      """)
  boolean isBeingMade(MeetingId meetingId, int attempt, String intent, Instant since);

  @SqlQuery(
      """
      select state from invite_resend
      where meeting_id = :meetingId and attempt = :attempt and intent = :intent
      """)
  InviteResendState getState(MeetingId meetingId, int attempt, String intent);
}
