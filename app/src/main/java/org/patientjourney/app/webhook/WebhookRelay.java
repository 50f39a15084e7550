package org.patientjourney.app.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.journey.JourneyStore;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.webhook.DeliveryFinding;
import org.patientjourney.activities.webhook.DeliveryState;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.activities.webhook.WebhookDeliveryRow;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.relay.Relay;
import org.patientjourney.app.relay.RelayQueue;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.event.ExamEvent;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Hands a stored delivery to its journey: read, find, signal, mark. The run decides what is a
 * duplicate. A delivery is signalled again until the run has recorded it.
 */
public final class WebhookRelay implements RelayQueue<WebhookDeliveryRow> {
  private static final Duration ALARM_AFTER = Duration.ofMinutes(10);

  /** Repeats that together take ten minutes: an old delivery may have been handed over just now. */
  private static final int ALARM_ATTEMPTS = 8;

  private final Jdbi jdbi;
  private final WebhookStore deliveries;
  private final QualiphyWebhookReader reader;
  private final DeliveryAddress addresses;
  private final RunningJourneys running;
  private final JourneyStore journeys;
  private final InstantSource clock;

  public WebhookRelay(
      Jdbi jdbi,
      WebhookStore deliveries,
      QualiphyWebhookReader reader,
      RunningJourneys running,
      JourneyStore journeys,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.deliveries = deliveries;
    this.reader = reader;
    this.addresses = new DeliveryAddress(jdbi);
    this.running = running;
    this.journeys = journeys;
    this.clock = clock;
  }

  @Override
  public List<WebhookDeliveryRow> claimDue(Instant now, Instant leaseUntil, int limit) {
    return jdbi.withExtension(
        WebhookDeliveryDao.class, dao -> dao.claimDue(now, leaseUntil, limit));
  }

  @Override
  public boolean handle(WebhookDeliveryRow row) {
    DeliveryReading read = DeliveryReading.of(row, deliveries, reader);
    if (read.isEvent()) {
      DeliveryAddress.Found found = read.address(row, addresses);
      return found.journey() == null
          ? holdUnmatched(row, read, Objects.requireNonNull(found.finding()))
          : signal(row, found.journey(), read);
    }
    List<JourneyId> concerned = addresses.findConcerned(row, read.patientExamId());
    if (concerned.size() == 1) {
      return signal(row, concerned.get(0), read);
    }
    DeliveryFinding finding =
        read.number() == null ? DeliveryFinding.UNREADABLE : DeliveryFinding.UNKNOWN_EVENT;
    return share(row, concerned, read, finding);
  }

  /** It matches no exam of its token's meeting, so it may be about any journey of the attempt. */
  private boolean holdUnmatched(
      WebhookDeliveryRow row, DeliveryReading read, DeliveryFinding finding) {
    List<JourneyId> open = addresses.findOpen(row);
    if (open.isEmpty()) {
      needsReview(row, read, finding);
      return true;
    }
    return share(row, open, read, finding);
  }

  private boolean signal(WebhookDeliveryRow row, JourneyId journey, DeliveryReading read) {
    ExamEvent event = read.examEvent(row);
    boolean isBound =
        jdbi.withExtension(
            WebhookDeliveryDao.class, dao -> dao.bind(row.deliveryId(), journey, read.number()));
    if (!isBound) {
      // A person has assigned it since this claim, which made it due again.
      return true;
    }
    if (running.signal(journey, event)
        && markSignalled(row, journey, Relay.repeat(row.attempts()))) {
      return true;
    }
    JourneyStore.LateOutcome late =
        journeys.receiveLate(journey, row.deliveryId(), read.number(), event);
    return switch (late) {
      case LATE, APPLIED -> true;
      case OPEN, REOPENED -> {
        backOff(row, clock.instant().plus(Relay.backOff(row.attempts())));
        yield false;
      }
    };
  }

  /**
   * Holds each journey that the delivery may be about, again and again until all have recorded it.
   * An operator then assigns the delivery.
   */
  private boolean share(
      WebhookDeliveryRow row,
      List<JourneyId> concerned,
      DeliveryReading read,
      DeliveryFinding finding) {
    ExamEvent event = read.sharedEvent(row);
    List<JourneyId> remaining =
        concerned.stream().filter(journey -> !knows(journey, event)).toList();
    if (remaining.isEmpty()) {
      jdbi.useExtension(WebhookDeliveryDao.class, dao -> markNeedsReview(dao, row, read, finding));
      return true;
    }
    markSignalled(row, remaining.get(0), Relay.backOff(row.attempts()));
    boolean isSignalled = true;
    for (JourneyId journey : remaining) {
      isSignalled &= running.signal(journey, event);
    }
    if (!isSignalled) {
      backOff(row, clock.instant().plus(Relay.backOff(row.attempts())));
    }
    return isSignalled;
  }

  private boolean knows(JourneyId journey, ExamEvent event) {
    return jdbi.withExtension(JourneyDao.class, dao -> dao.find(journey))
        .filter(row -> row.state().isKnown(event))
        .isPresent();
  }

  /** Not when the journey is closed: its run may have ended without having read the signal. */
  private boolean markSignalled(WebhookDeliveryRow row, JourneyId journey, Duration repeatAfter) {
    Instant now = clock.instant();
    boolean isOpen =
        jdbi.inTransaction(
            handle -> {
              WebhookDeliveryDao dao = handle.attach(WebhookDeliveryDao.class);
              if (!dao.isOpenUntilCommit(journey)) {
                return false;
              }
              dao.markSignalled(row.deliveryId(), now, now.plus(repeatAfter));
              return true;
            });
    if (isOpen && row.state() == DeliveryState.SIGNALLED) {
      alarmWhenOverdue(row, journey);
    }
    return isOpen;
  }

  private void alarmWhenOverdue(WebhookDeliveryRow row, JourneyId journey) {
    Instant now = clock.instant();
    // An old delivery that was handed over again has not waited long.
    if (row.attempts() >= ALARM_ATTEMPTS && row.receivedAt().plus(ALARM_AFTER).isBefore(now)) {
      Alarm alarm = new Alarm(AlarmKind.DELIVERY_NOT_APPLIED, row.deliveryId().toString());
      jdbi.useTransaction(handle -> AlarmStore.raise(handle, journey, alarm, now));
    }
  }

  /** It matches no exam of its token's meeting, and no journey of the attempt is open. */
  private void needsReview(WebhookDeliveryRow row, DeliveryReading read, DeliveryFinding finding) {
    jdbi.useTransaction(
        handle -> {
          markNeedsReview(handle.attach(WebhookDeliveryDao.class), row, read, finding);
          Alarm alarm = new Alarm(AlarmKind.WRONG_PATIENT_EXAM, row.deliveryId().toString());
          AlarmStore.raise(handle, row.meetingId().leader(), alarm, clock.instant());
        });
  }

  private static void markNeedsReview(
      WebhookDeliveryDao dao,
      WebhookDeliveryRow row,
      DeliveryReading read,
      DeliveryFinding finding) {
    dao.finish(row.deliveryId(), DeliveryState.NEEDS_REVIEW, null, read.number(), finding);
  }

  @Override
  public void backOff(WebhookDeliveryRow row, Instant nextAttemptAt) {
    JourneyId known = row.journeyId();
    alarmWhenOverdue(row, known == null ? row.meetingId().leader() : known);
    jdbi.useExtension(
        WebhookDeliveryDao.class,
        dao -> dao.backOff(row.deliveryId(), row.attempts(), nextAttemptAt));
  }

  @Override
  public int attempts(WebhookDeliveryRow row) {
    return row.attempts();
  }

  /** The meeting's leader, until it is known which of its journeys the delivery belongs to. */
  @Override
  public LogContext about(WebhookDeliveryRow row) {
    JourneyId known = row.journeyId();
    return LogContext.of(known == null ? row.meetingId().leader() : known).with(row.deliveryId());
  }
}
