package org.patientjourney.app.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.journey.JourneyStore;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryFinding;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.logging.FailureCauses;
import org.patientjourney.app.relay.Relay;
import org.patientjourney.app.relay.Relay.RelayQueue;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.event.ExamEvent;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.JourneyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a stored delivery to its journey: read, find, signal, mark. The run decides what is a
 * duplicate. A delivery is signalled again until the run has recorded it.
 */
public record WebhookRelay(
    Jdbi jdbi,
    WebhookStore deliveries,
    ProviderReports reports,
    RunningJourneys running,
    JourneyStore journeys,
    InstantSource clock)
    implements RelayQueue<WebhookRelay.Claimed> {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookRelay.class);
  private static final Duration ALARM_AFTER = Duration.ofMinutes(10);

  /** Repeats that together take ten minutes: an old delivery may have been replayed just now. */
  private static final int ALARM_ATTEMPTS = 8;

  /** Short, as a run applies hundreds in that time. */
  private static final Duration LONGEST_WAIT_FOR_TURN = Duration.ofMinutes(1);

  /**
   * A delivery of this claim.
   *
   * @param marked null when it is not marked as signalled yet
   */
  public record Claimed(WebhookDelivery.WithBody row, @Nullable Marked marked) {}

  /**
   * What a delivery says, and whom it is for.
   *
   * @param isInTurn false while its journey's run has many others to apply
   */
  record Marked(DeliveryReading read, DeliveryAddress address, boolean isInTurn) {}

  /** Claimed and marked in one commit, unless one of them fails: then each is marked alone. */
  @Override
  public List<Claimed> claimDue(Instant now, Duration lease, int limit) {
    try {
      return jdbi.inTransaction(
          handle ->
              claim(handle, now, lease, limit).stream()
                  .map(row -> new Claimed(row, mark(handle, row)))
                  .toList());
    } catch (RuntimeException e) {
      List<Claimed> unmarked =
          jdbi.inTransaction(handle -> claim(handle, now, lease, limit)).stream()
              .map(row -> new Claimed(row, null))
              .toList();
      LOG.warn("deliveries are marked one by one after {}", FailureCauses.of(e));
      return unmarked;
    }
  }

  private static List<WebhookDelivery.WithBody> claim(
      Handle handle, Instant now, Duration lease, int limit) {
    return handle.attach(WebhookDeliveryDao.class).claimDue(now, lease.toMillis() / 1000.0, limit);
  }

  @Override
  public boolean handle(Claimed claimed) {
    Marked marked =
        Optional.ofNullable(claimed.marked())
            .orElseGet(() -> jdbi.inTransaction(handle -> mark(handle, claimed.row())));
    DeliveryReading read = marked.read();
    DeliveryAddress address = marked.address();
    if (address.finding() != null) {
      return share(read, address.journeys(), address.finding());
    }
    if (!marked.isInTurn()) {
      awaitTurn(claimed.row().delivery());
      return false;
    }
    // None when a person has assigned it since this claim, which made it due again.
    return address.journeys().isEmpty() || signal(read, address.journeys().get(0));
  }

  private Marked mark(Handle handle, WebhookDelivery.WithBody row) {
    DeliveryReading read = DeliveryReading.of(row, deliveries, reports);
    DeliveryAddress address = DeliveryAddress.of(handle, read);
    if (address.finding() != null) {
      return new Marked(read, address, true);
    }
    return handle
        .attach(WebhookDeliveryDao.class)
        .markSignalled(read.delivery().deliveryId(), address.journeys().get(0), read.number())
        .map(isInTurn -> new Marked(read, address, isInTurn))
        .orElseGet(() -> new Marked(read, new DeliveryAddress(List.of(), null), true));
  }

  /** A signal that is not recorded is repeated when the delivery's lease ends. */
  private boolean signal(DeliveryReading read, JourneyId journey) {
    ExamEvent event = read.examEvent();
    if (running.signal(journey, event)) {
      alarmWhenOverdue(read.delivery(), journey);
      return true;
    }
    JourneyStore.LateOutcome late =
        journeys.receiveLate(journey, read.delivery().deliveryId(), read.number(), event);
    return switch (late) {
      case LATE, APPLIED -> true;
      case REOPENED -> {
        // The run merges what reopened the journey before it looks at deadlines long passed.
        running.signalOrStart(journey, event);
        yield true;
      }
      case OPEN -> {
        backOff(read.delivery(), clock.instant().plus(Relay.backOff(read.delivery().attempts())));
        yield false;
      }
    };
  }

  /**
   * Holds each journey that the delivery may be about, again and again until all have recorded it.
   * An operator then assigns the delivery.
   */
  private boolean share(DeliveryReading read, List<JourneyId> concerned, DeliveryFinding finding) {
    WebhookDelivery delivery = read.delivery();
    ExamEvent event = read.sharedEvent();
    List<JourneyId> remaining =
        concerned.stream().filter(journey -> !knows(journey, event)).toList();
    if (remaining.isEmpty()) {
      jdbi.useTransaction(handle -> finish(handle, read, concerned, finding));
      return true;
    }
    boolean isAssigned =
        jdbi.onDemand(WebhookDeliveryDao.class)
            .markSignalled(delivery.deliveryId(), null, read.number())
            .isEmpty();
    if (isAssigned) {
      return true;
    }
    boolean isSignalled = true;
    for (JourneyId journey : remaining) {
      isSignalled &= running.signal(journey, event);
    }
    backOff(delivery, clock.instant().plus(Relay.backOff(delivery.attempts())));
    return isSignalled;
  }

  /** With an alarm where no journey is held, unless a person has assigned it meanwhile. */
  private void finish(
      Handle handle, DeliveryReading read, List<JourneyId> concerned, DeliveryFinding finding) {
    WebhookDelivery delivery = read.delivery();
    Instant now = clock.instant();
    boolean isFinished =
        handle
            .attach(WebhookDeliveryDao.class)
            .finish(
                delivery.deliveryId(),
                DeliveryState.NEEDS_REVIEW,
                null,
                read.number(),
                finding,
                now);
    if (isFinished && concerned.isEmpty()) {
      Alarm alarm = new Alarm(AlarmKind.WRONG_PATIENT_EXAM, delivery.deliveryId().toString());
      AlarmStore.raise(handle, delivery.knownMeeting().sender(), alarm, now);
    }
  }

  private boolean knows(JourneyId journey, ExamEvent event) {
    return jdbi.onDemand(JourneyDao.class)
        .find(journey)
        .map(JourneyRow::state)
        .filter(
            state ->
                state.isKnown(event)
                    || (state.isFull() && state.hasHold(HoldReason.TOO_MANY_EVENTS)))
        .isPresent();
  }

  private void alarmWhenOverdue(WebhookDelivery delivery, JourneyId journey) {
    Instant now = clock.instant();
    // An old delivery that was replayed has not waited long.
    if (delivery.attempts() >= ALARM_ATTEMPTS
        && delivery.receivedAt().plus(ALARM_AFTER).isBefore(now)) {
      Alarm alarm = new Alarm(AlarmKind.DELIVERY_NOT_APPLIED, delivery.deliveryId().toString());
      jdbi.useTransaction(handle -> AlarmStore.raise(handle, journey, alarm, now));
    }
  }

  @Override
  public void backOff(Claimed claimed, Instant nextAttemptAt) {
    backOff(claimed.row().delivery(), nextAttemptAt);
  }

  /** Without an alarm: those that the run has raise theirs. */
  private void awaitTurn(WebhookDelivery delivery) {
    Duration wait = Relay.backOff(delivery.attempts(), LONGEST_WAIT_FOR_TURN);
    putOff(delivery, clock.instant().plus(wait));
  }

  private void backOff(WebhookDelivery delivery, Instant nextAttemptAt) {
    alarmWhenOverdue(delivery, known(delivery));
    putOff(delivery, nextAttemptAt);
  }

  private void putOff(WebhookDelivery delivery, Instant nextAttemptAt) {
    jdbi.onDemand(WebhookDeliveryDao.class).backOff(delivery, nextAttemptAt);
  }

  @Override
  public int attempts(Claimed claimed) {
    return claimed.row().delivery().attempts();
  }

  @Override
  public LogContext about(Claimed claimed) {
    WebhookDelivery delivery = claimed.row().delivery();
    return LogContext.of(known(delivery)).with(delivery.deliveryId());
  }

  /** The meeting's sender, until it is known which of its journeys the delivery belongs to. */
  private static JourneyId known(WebhookDelivery delivery) {
    JourneyId journey = delivery.journeyId();
    return journey == null ? delivery.knownMeeting().sender() : journey;
  }
}
