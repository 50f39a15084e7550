package org.patientjourney.activities.invite;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.incident.IncidentStore.InviteScope;
import org.patientjourney.activities.invite.AttemptStart.NotStarted;
import org.patientjourney.activities.invite.AttemptStart.Started;
import org.patientjourney.activities.invite.InviteAttemptRow.AttemptState;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.Order;

/**
 * Starts attempts, or says why not. Locks meeting, incident and attempt in this order, as recording
 * a journey does.
 */
final class AttemptStarts {
  private final Jdbi jdbi;
  private final Encryption encryption;
  private final OrderStore orders;
  private final InstantSource clock;

  AttemptStarts(Jdbi jdbi, Encryption encryption, OrderStore orders, InstantSource clock) {
    this.jdbi = jdbi;
    this.encryption = encryption;
    this.orders = orders;
    this.clock = clock;
  }

  static String tokenContext(MeetingId meeting, int attempt) {
    return "invite_attempt.token:" + meeting + ":" + attempt;
  }

  /**
   * Under the meeting's lock: a journey that is cancelled or held later stays in the attempt. Fails
   * and starts nothing while calls are paused.
   *
   * @param calledAt when the attempt was started for which the asker has called the provider; null
   *     when it has not called
   */
  AttemptStart start(MeetingId meeting, int attempt, JourneyId asker, @Nullable Instant calledAt) {
    // What PostgreSQL keeps of an instant must be what is answered.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return jdbi.inTransaction(
        handle -> {
          handle.attach(OrderDao.class).lockMeeting(meeting);
          List<JourneyRow> journeys =
              handle.attach(JourneyDao.class).findToInvite(meeting, attempt, asker);
          if (!isRecorded(handle, journeys, attempt, asker)
              || isLost(handle, meeting, attempt, calledAt)) {
            return new NotStarted(
                MeetingAnswers.answered(handle, meeting, attempt, asker, now)
                    .orElse(new SendOutcome.Answered(InviteAnswer.unknown(attempt, now))));
          }
          if (journeys.isEmpty()) {
            return new NotStarted(
                MeetingAnswers.answered(handle, meeting, attempt, asker, now)
                    .orElseGet(() -> leftOut(handle, meeting, attempt, asker, now)));
          }
          JourneyRow any = journeys.get(0);
          Optional<Order> kept = kept(any);
          if (kept.isEmpty()) {
            return new NotStarted(erased(handle, meeting, attempt, asker, journeys, now));
          }
          Order order = kept.get();
          InviteScope scope = Started.scope(meeting, journeys, order);
          Optional<HoldReason> cause = IncidentStore.holding(handle, scope);
          Optional<WebhookToken> token =
              start(handle, meeting, attempt, journeys, WebhookToken.random(), now);
          if (token.isEmpty()) {
            return new NotStarted(
                MeetingAnswers.answered(handle, meeting, attempt, asker, now)
                    .orElseGet(() -> earlierExists(handle, meeting, attempt)));
          }
          if (cause.isEmpty()) {
            Pauses.requireNone(handle, any.clinic());
          }
          Started started = Started.of(meeting, attempt, now, asker, journeys, order, token.get());
          return cause.isEmpty()
              ? started
              : new NotStarted(holdWithoutCall(handle, started, cause.get()));
        });
  }

  /**
   * Whether the record says that the asker is sending this attempt, as it said before the run
   * asked. A record that does not was restored to an earlier moment: the provider may have been
   * called.
   */
  private static boolean isRecorded(
      Handle handle, List<JourneyRow> journeys, int attempt, JourneyId asker) {
    return journeys.stream()
        .filter(row -> row.journeyId().equals(asker))
        .findFirst()
        .or(() -> handle.attach(JourneyDao.class).find(asker))
        .stream()
        .flatMap(row -> row.state().attempts().stream())
        .anyMatch(known -> known.number() == attempt && known.status() == InviteStatus.SENDING);
  }

  /**
   * Whether the provider was called for a start of which the record has nothing: it was restored to
   * before that.
   */
  private static boolean isLost(
      Handle handle, MeetingId meeting, int attempt, @Nullable Instant calledAt) {
    return calledAt != null
        && handle
            .attach(InviteAttemptDao.class)
            .find(meeting, attempt)
            .filter(row -> row.state() != AttemptState.NOT_SENT || row.startedAt().equals(calledAt))
            .isEmpty();
  }

  /** The token of the attempt, if this caller may send it. */
  private Optional<WebhookToken> start(
      Handle handle,
      MeetingId meeting,
      int attempt,
      List<JourneyRow> journeys,
      WebhookToken token,
      Instant now) {
    String context = tokenContext(meeting, attempt);
    return handle
        .attach(InviteAttemptDao.class)
        .start(
            meeting,
            attempt,
            token.hash(),
            encryption.encryptText(token.value(), context),
            journeys.stream().map(row -> row.examId().value()).toArray(Integer[]::new),
            now)
        .map(stored -> new WebhookToken(encryption.decryptText(stored, context)));
  }

  /** No journey is left to invite, so a probe by this attempt ends without an answer. */
  private static SendOutcome leftOut(
      Handle handle, MeetingId meeting, int attempt, JourneyId asker, Instant now) {
    IncidentStore.probeUnanswered(handle, meeting.sender(), now);
    MeetingAnswers.informLeftOut(handle, meeting, attempt, asker, now);
    return new SendOutcome.Answered(InviteAnswer.leftOut(attempt, now));
  }

  private Optional<Order> kept(JourneyRow any) {
    try {
      return Optional.of(orders.current(any.clinic(), any.orderId()));
    } catch (ErasedException erased) {
      return Optional.empty();
    }
  }

  /** The order cannot be read, so that nothing can be sent: the journeys are held. */
  private SendOutcome erased(
      Handle handle,
      MeetingId meeting,
      int attempt,
      JourneyId asker,
      List<JourneyRow> journeys,
      Instant now) {
    HoldReason cause = HoldReason.PATIENT_ERASED;
    IncidentStore.probeUnanswered(handle, meeting.sender(), now);
    if (start(handle, meeting, attempt, journeys, WebhookToken.random(), now).isPresent()) {
      handle
          .attach(InviteAttemptDao.class)
          .markRefused(meeting, attempt, cause, null, "erased", now);
      AlarmStore.raise(
          handle, asker, new Alarm(AlarmKind.PATIENT_ERASED, "attempt-" + attempt), now);
      String[] invited =
          journeys.stream().map(row -> row.journeyId().value()).toArray(String[]::new);
      InviteAnswer answer = InviteAnswer.refused(attempt, now, cause, null);
      MeetingAnswers.inform(
          handle, meeting, attempt, invited, StoredJson.write(answer), asker, now);
    }
    return MeetingAnswers.answered(handle, meeting, attempt, asker, now)
        .orElseGet(() -> earlierExists(handle, meeting, attempt));
  }

  private static SendOutcome earlierExists(Handle handle, MeetingId meeting, int attempt) {
    if (handle.attach(InviteAttemptDao.class).existsEarlier(meeting, attempt)) {
      return new SendOutcome.EarlierExists();
    }
    throw new IllegalStateException(
        "attempt " + attempt + " of meeting " + meeting + " comes after a later one: a bug");
  }

  private static SendOutcome holdWithoutCall(Handle handle, Started held, HoldReason cause) {
    IncidentStore.join(handle, held.scope(), cause, held.each(JourneyRow::journeyId), held.at());
    IncidentStore.probeRefused(handle, held.scope().sender(), cause, held.at());
    handle
        .attach(InviteAttemptDao.class)
        .markRefused(held.meeting(), held.number(), cause, null, "incident", held.at());
    InviteAnswer answer = InviteAnswer.refused(held.number(), held.at(), cause, null);
    MeetingAnswers.inform(handle, held, answer, held.at());
    return held.own(row -> answer);
  }

  /**
   * Stores the start of an attempt anew that was lost: the record was restored to before it while
   * the provider was being called.
   *
   * @return false when it was not lost
   */
  boolean startAgain(Handle handle, Started started) {
    return start(
            handle,
            started.meeting(),
            started.number(),
            started.journeys(),
            started.invite().token(),
            started.at())
        .isPresent();
  }
}
