package org.patientjourney.app.webhook;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.InviteAttemptRow;
import org.patientjourney.activities.invite.PatientExamRow;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.LockedJourney;
import org.patientjourney.activities.webhook.QuarantineDao;
import org.patientjourney.activities.webhook.QuarantinedRow;
import org.patientjourney.activities.webhook.StoredDelivery;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/**
 * A person says to which journey a delivery belongs. Refused when the delivery itself says
 * otherwise: a decision must never reach the wrong patient. What cannot be read decides nothing,
 * wherever it belongs.
 */
public final class Assignment {
  private final Jdbi jdbi;
  private final WebhookStore deliveries;
  private final QualiphyWebhookReader reader;
  private final JournalStore journal;
  private final JourneyPolicy policy;
  private final InstantSource clock;

  public Assignment(
      Jdbi jdbi,
      WebhookStore deliveries,
      QualiphyWebhookReader reader,
      JournalStore journal,
      JourneyPolicy policy,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.deliveries = deliveries;
    this.reader = reader;
    this.journal = journal;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * Hands the delivery to the journey by the same way as any other.
   *
   * @return empty when it was done; else why not, and what would help
   */
  Optional<String> assign(WebhookDeliveryId id, JourneyId journey, Origin origin) {
    return jdbi.inTransaction(handle -> assign(handle, id, journey, origin));
  }

  private Optional<String> assign(
      Handle handle, WebhookDeliveryId id, JourneyId journey, Origin origin) {
    Optional<JourneyRow> row =
        handle.attach(JourneyDao.class).findLocked(journey).map(LockedJourney::row);
    if (row.isEmpty()) {
      return Optional.of("expected a journey with this id, found none");
    }
    Optional<StoredDelivery> stored = handle.attach(WebhookDeliveryDao.class).findStored(id);
    Optional<QuarantinedRow> quarantined = handle.attach(QuarantineDao.class).find(id);
    if (stored.isPresent() && isAssigned(stored.get(), journey)) {
      return Optional.empty();
    }
    Optional<String> placed = stored.flatMap(Assignment::refusalOfPlaced);
    if (placed.isPresent()) {
      return placed;
    }
    byte[] body = quarantined.map(deliveries::body).orElseGet(() -> deliveries.body(id));
    DeliveryReading read = DeliveryReading.of(body, reader);
    if (contradicts(stored, read, row.get())) {
      return Optional.of(
          "expected the exam and the order that the delivery names, found others: a decision must"
              + " not reach another patient");
    }
    PatientExamId exam = read.patientExamId();
    Optional<Integer> attempt = attempt(handle, row.get(), exam);
    if (attempt.isEmpty()) {
      return Optional.of(
          "expected a journey whose invite the provider may have, with the delivery's patient exam"
              + " or none: record-decision by hand if you are sure");
    }
    place(handle, id, quarantined, row.get(), attempt.get(), origin);
    note(handle, id, row.get(), attempt.get(), origin);
    return Optional.empty();
  }

  /** By its exam, or by the order whose token it came with. */
  private static boolean contradicts(
      Optional<StoredDelivery> stored, DeliveryReading read, JourneyRow journey) {
    boolean otherExam =
        read.reading().examId() != null && !journey.examId().equals(read.reading().examId());
    String order = journey.clinic() + ":" + journey.orderId() + ":";
    boolean otherOrder = stored.isPresent() && !stored.get().meetingId().value().startsWith(order);
    return otherExam || otherOrder;
  }

  /** The same command again does nothing. */
  private static boolean isAssigned(StoredDelivery delivery, JourneyId journey) {
    return delivery.assignedBy() != null && journey.equals(delivery.journeyId());
  }

  /** A journey that has recorded an event keeps it; what it could not read may be another's. */
  private static Optional<String> refusalOfPlaced(StoredDelivery delivery) {
    Integer event = delivery.event();
    boolean isEvent = event != null && event != 0;
    return switch (delivery.state()) {
      case RECEIVED, SIGNALLED ->
          Optional.of("expected a delivery at rest, found one on its way: try again in a minute");
      case APPLIED ->
          isEvent
              ? Optional.of(
                  "expected a delivery that no journey has recorded, found one of "
                      + delivery.journeyId()
                      + ": if it holds that journey, record-decision or release there")
              : Optional.empty();
      case NEEDS_REVIEW, LATE -> Optional.empty();
    };
  }

  /** The attempt of the named patient exam, else the latest one that is bound to no other. */
  private static Optional<Integer> attempt(
      Handle handle, JourneyRow journey, @Nullable PatientExamId exam) {
    InviteAttemptDao attempts = handle.attach(InviteAttemptDao.class);
    List<PatientExamRow> bound =
        attempts.findBound(journey.meetingId()).stream()
            .filter(known -> known.journeyId().equals(journey.journeyId()))
            .toList();
    Optional<Integer> same =
        bound.stream()
            .filter(known -> known.patientExamId().equals(exam))
            .map(PatientExamRow::attempt)
            .findFirst();
    if (same.isPresent()) {
      return same;
    }
    Optional<Integer> latest =
        attempts
            .findLatestWith(journey.meetingId(), journey.examId())
            .map(InviteAttemptRow::number);
    boolean isFree =
        exam == null
            || (attempts.findBoundTo(exam).isEmpty()
                && bound.stream()
                    .noneMatch(known -> latest.filter(n -> n == known.attempt()).isPresent()));
    return isFree ? latest : Optional.empty();
  }

  private void place(
      Handle handle,
      WebhookDeliveryId id,
      Optional<QuarantinedRow> quarantined,
      JourneyRow journey,
      int attempt,
      Origin origin) {
    boolean placed =
        quarantined.isPresent()
            ? deliveries.release(
                handle,
                quarantined.get(),
                journey.journeyId(),
                journey.meetingId(),
                attempt,
                origin.actor())
            : handle
                .attach(WebhookDeliveryDao.class)
                .assign(
                    id,
                    journey.journeyId(),
                    journey.meetingId(),
                    attempt,
                    origin.actor(),
                    clock.instant());
    if (!placed) {
      throw new IllegalStateException("delivery " + id + " was placed meanwhile: look again");
    }
  }

  private void note(
      Handle handle, WebhookDeliveryId id, JourneyRow journey, int attempt, Origin origin) {
    JournalEntry entry =
        JournalKind.DELIVERY_ASSIGNED
            .at(new Moment(clock.instant(), policy))
            .with("command", origin.id())
            .with("delivery", id)
            .with("attempt", attempt)
            .by(origin.actor(), origin.reason());
    journal.append(handle, journey.journeyId(), journey.revision(), List.of(entry));
  }
}
