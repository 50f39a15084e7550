package org.patientjourney.activities.invite;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.incident.InviteScope;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CreatedMeeting;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.refusal.RefusalStore;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.meeting.CancelOutcome;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.SendOutcome;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;

/** Prepares and sends invites. What was started is never started again. */
public final class InviteActivitiesImpl implements InviteActivities {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

  private final Jdbi jdbi;
  private final Encryption encryption;
  private final OrderStore orders;
  private final AttemptStore attempts;
  private final ResendStore resends;
  private final CancellationStore cancellations;
  private final InviteProvider provider;
  private final InstantSource clock;

  public InviteActivitiesImpl(
      Jdbi jdbi,
      Encryption encryption,
      OrderStore orders,
      InviteProvider provider,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.encryption = encryption;
    this.orders = orders;
    this.attempts = new AttemptStore(jdbi, encryption, clock);
    this.resends = new ResendStore(jdbi, encryption, provider, clock);
    this.cancellations = new CancellationStore(jdbi, provider, new RefusalStore(encryption), clock);
    this.provider = provider;
    this.clock = clock;
  }

  @Override
  public boolean prepareInvite(MeetingId meeting, int attempt) {
    return jdbi.inTransaction(
        handle -> {
          InviteAttemptDao dao = handle.attach(InviteAttemptDao.class);
          handle.attach(OrderDao.class).lockMeeting(meeting);
          if (dao.existsEarlier(meeting, attempt)) {
            return false;
          }
          WebhookToken token = WebhookToken.random();
          byte[] ciphertext =
              encryption.encryptText(token.value(), AttemptStore.tokenContext(meeting, attempt));
          dao.insertIfAbsent(meeting, attempt, token.hash(), ciphertext, clock.instant());
          return true;
        });
  }

  /** What is needed to call, read in one transaction. */
  private record Draft(List<JourneyRow> members, InviteProvider.@Nullable Invite invite) {}

  @Override
  public SendOutcome sendInvite(MeetingId meeting, int attempt, JourneyId journey) {
    // Before the start: what fails here has sent nothing, and is no unknown invite.
    Optional<Draft> draft =
        jdbi.inTransaction(
            handle -> attempts.token(meeting, attempt).map(token -> draft(meeting, token)));
    if (draft.isEmpty()) {
      return new SendOutcome.Answered(attempts.storedAnswer(meeting, attempt, journey));
    }
    List<JourneyRow> members = draft.get().members();
    InviteProvider.Invite invite = draft.get().invite();
    if (invite == null) {
      return new SendOutcome.Answered(
          attempts.isPrepared(meeting, attempt)
              ? attempts.leftOut(meeting, attempt, journey)
              : attempts.storedAnswer(meeting, attempt, journey));
    }
    InviteScope scope = scope(meeting, members, invite.order());
    // What PostgreSQL keeps of an instant must be what is answered.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    AttemptStore.Start start = attempts.start(meeting, attempt, members, scope, journey, now);
    if (start == AttemptStore.Start.OTHER_JOURNEYS) {
      throw new IllegalStateException("the members of " + meeting + " just changed: try again");
    }
    if (start == AttemptStore.Start.NOT_STARTED) {
      return new SendOutcome.Answered(attempts.storedAnswer(meeting, attempt, journey));
    }
    CallResult<CreatedMeeting> result = provider.invite(invite);
    if (result instanceof CallResult.Done<CreatedMeeting> done) {
      return new SendOutcome.Answered(
          attempts.sent(meeting, attempt, done.answer(), members, journey, now));
    }
    if (result instanceof CallResult.Refused<CreatedMeeting> refused) {
      return new SendOutcome.Answered(
          attempts.refused(meeting, attempt, refused, members, scope, journey, now));
    }
    if (result instanceof CallResult.NotSent<CreatedMeeting> notSent) {
      return retryLater(meeting, attempt, notSent.cause(), null);
    }
    if (result instanceof CallResult.RateLimited<CreatedMeeting> limited) {
      return retryLater(meeting, attempt, "http 429", limited.retryAfter());
    }
    if (result instanceof CallResult.Unknown<CreatedMeeting> unknown) {
      attempts.unknown(meeting, attempt, unknown.cause());
    }
    return new SendOutcome.Answered(attempts.storedAnswer(meeting, attempt, journey));
  }

  private Draft draft(MeetingId meeting, WebhookToken token) {
    List<JourneyRow> members =
        jdbi.withExtension(JourneyDao.class, dao -> dao.findToInvite(meeting));
    return new Draft(members, members.isEmpty() ? null : invite(meeting, members, token));
  }

  private static InviteScope scope(MeetingId meeting, List<JourneyRow> members, Order order) {
    boolean mayPrescribe =
        members.stream().anyMatch(member -> member.state().terms().kind().mayPrescribe());
    return new InviteScope(meeting.leader(), order.clinic(), order.patient().state(), mayPrescribe);
  }

  @Override
  public Resend.Status resendInvite(MeetingId meeting, Resend resend, JourneyId journey) {
    return resends.resend(meeting, resend, journey);
  }

  @Override
  public CancelOutcome cancelInvite(MeetingId meeting, JourneyId journey) {
    return cancellations.cancel(meeting, journey);
  }

  private InviteProvider.Invite invite(
      MeetingId meeting, List<JourneyRow> members, WebhookToken token) {
    JourneyRow any = members.get(0);
    Order order = orders.current(any.clinic(), any.orderId());
    List<ExamId> asked = members.stream().map(JourneyRow::examId).toList();
    if (any.state().terms().isFollowUp()) {
      order = order.forFollowUp(any.examId());
    }
    List<OrderedExam> exams =
        order.exams().stream().filter(exam -> asked.contains(exam.examId())).toList();
    return new InviteProvider.Invite(order, exams, token, meeting);
  }

  private SendOutcome retryLater(
      MeetingId meeting, int attempt, String cause, @Nullable Duration asked) {
    int tries = attempts.undoStart(meeting, attempt, cause);
    Duration ours = FIRST_RETRY.multipliedBy(1L << Math.min(tries - 1, 10));
    Duration delay = ours.compareTo(LONGEST_RETRY) < 0 ? ours : LONGEST_RETRY;
    return new SendOutcome.RetryLater(asked != null && asked.compareTo(delay) > 0 ? asked : delay);
  }
}
