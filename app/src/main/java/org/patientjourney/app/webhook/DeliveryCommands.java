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
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.event.ExamEvent;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.CancellationPhase;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/**
 * Relays stored deliveries on a person's order: to the journey that the person names, or once more.
 * Each is recorded in the journal with actor and reason.
 */
public record DeliveryCommands(
    Jdbi jdbi,
    StoredDeliveries deliveries,
    JournalStore journal,
    JourneyPolicy policy,
    InstantSource clock) {

  /** What a replay of a delivery does. */
  public enum Effect {
    /** Its journey has it or would mark it late, it has none, it is being applied, or erased. */
    NO_OP,
    /** Its journey would record it, with the same stage. */
    NEW_FACT,
    /** The journey's stage would change, or it would act: the patient would notice. */
    ACTS_ON_PATIENT
  }

  /** One delivery of a replayed set. */
  public record Replayed(
      WebhookDeliveryId deliveryId, @Nullable JourneyId journeyId, Effect effect) {}

  /**
   * Assigns a delivery to a journey, which it reaches by the same way as any other. Refused when
   * the delivery itself says otherwise: a decision must never reach the wrong patient. What cannot
   * be read decides nothing, wherever it belongs.
   *
   * @return empty when it was done; else why not, and what would help
   */
  Optional<String> assign(WebhookDeliveryId id, JourneyId journey, Origin origin) {
    return jdbi.inTransaction(handle -> assign(handle, id, journey, origin));
  }

  private Optional<String> assign(
      Handle handle, WebhookDeliveryId id, JourneyId journey, Origin origin) {
    Optional<JourneyRow> found = handle.attach(JourneyDao.class).findLocked(journey);
    if (found.isEmpty()) {
      return Optional.of(
          "expected a journey with this id, found none: GET /journeys?orderId= finds the"
              + " journeys of an order");
    }
    JourneyRow row = found.get();
    DeliveryReading read = deliveries.read(handle, id);
    if (isAssigned(read.delivery(), journey)) {
      return Optional.empty();
    }
    Optional<String> placed = refusal(read.delivery());
    if (placed.isPresent()) {
      return placed;
    }
    if (contradicts(read, row)) {
      return Optional.of(
          "expected the exam and the order that the delivery names, found others: a decision must"
              + " not reach another patient");
    }
    Optional<Integer> attempt = attempt(handle, row, read.patientExamId());
    if (attempt.isEmpty()) {
      return Optional.of(
          "expected a journey whose invite the provider may have, with the delivery's patient exam"
              + " or none: record-decision by hand if you are sure");
    }
    boolean isPlaced =
        handle
            .attach(WebhookDeliveryDao.class)
            .assign(id, journey, row.meetingId(), attempt.get(), origin.actor(), clock.instant());
    if (!isPlaced) {
      return Optional.of(
          "expected a delivery at rest, found one that was placed or erased meanwhile:"
              + " GET /webhook-deliveries/"
              + id);
    }
    note(
        handle,
        row,
        entry(JournalKind.DELIVERY_ASSIGNED, id, origin).with("attempt", attempt.get()),
        origin);
    return Optional.empty();
  }

  /** By its exam, or by the order whose token it came with. */
  private static boolean contradicts(DeliveryReading read, JourneyRow journey) {
    boolean otherExam =
        read.reading().examId() != null && !journey.examId().equals(read.reading().examId());
    String order = journey.clinic() + ":" + journey.orderId() + ":";
    boolean otherOrder =
        read.delivery().meetingId() != null
            && !read.delivery().meetingId().value().startsWith(order);
    return otherExam || otherOrder;
  }

  /** The same command again does nothing. */
  private static boolean isAssigned(WebhookDelivery delivery, JourneyId journey) {
    return delivery.assignedBy() != null && journey.equals(delivery.journeyId());
  }

  /**
   * Why a delivery is assigned to no journey, whichever is named. A journey that has recorded an
   * event keeps it; what it could not read may be another's.
   */
  static Optional<String> refusal(WebhookDelivery delivery) {
    Integer event = delivery.event();
    boolean isEvent = event != null && event != 0;
    if (delivery.erased()) {
      return Optional.of("expected a delivery whose body is kept, found one that was erased");
    }
    if (delivery.isReadAgain()) {
      return Optional.empty();
    }
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
      case NEEDS_REVIEW, LATE, QUARANTINED -> Optional.empty();
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

  Replayed effect(WebhookDelivery delivery) {
    return jdbi.withHandle(handle -> effect(handle, delivery));
  }

  private Replayed effect(Handle handle, WebhookDelivery delivery) {
    Replayed nothing = new Replayed(delivery.deliveryId(), delivery.journeyId(), Effect.NO_OP);
    if (delivery.state() == DeliveryState.RECEIVED || delivery.state() == DeliveryState.SIGNALLED) {
      return nothing;
    }
    return deliveries
        .readKept(handle, delivery.deliveryId())
        .map(read -> effect(handle, read))
        .orElse(nothing);
  }

  private Replayed effect(Handle handle, DeliveryReading read) {
    Optional<JourneyId> journey = journey(handle, read);
    Effect effect =
        journey
            .flatMap(handle.attach(JourneyDao.class)::find)
            .map(row -> effect(row.state(), read.examEvent()))
            .orElse(Effect.NO_OP);
    return new Replayed(read.delivery().deliveryId(), journey.orElse(null), effect);
  }

  /** Replays what is no no-op; the journeys decide again what it means. */
  List<Replayed> replay(List<WebhookDelivery> set, Origin origin) {
    return set.stream()
        .map(this::effect)
        .filter(outcome -> outcome.effect() == Effect.NO_OP || replay(outcome, origin))
        .toList();
  }

  private boolean replay(Replayed outcome, Origin origin) {
    WebhookDeliveryId id = outcome.deliveryId();
    return jdbi.inTransaction(
        handle -> {
          Optional<JourneyRow> journey =
              Optional.ofNullable(outcome.journeyId())
                  .flatMap(handle.attach(JourneyDao.class)::findLocked);
          boolean isReplayed = handle.attach(WebhookDeliveryDao.class).replay(id, clock.instant());
          if (isReplayed) {
            journey.ifPresent(
                row -> note(handle, row, entry(JournalKind.DELIVERY_REPLAYED, id, origin), origin));
          }
          return isReplayed;
        });
  }

  private JournalEntry entry(JournalKind kind, WebhookDeliveryId id, Origin origin) {
    return kind.at(new Moment(clock.instant(), policy))
        .with("command", origin.id())
        .with("delivery", id);
  }

  private void note(Handle handle, JourneyRow journey, JournalEntry entry, Origin origin) {
    JournalEntry signed = entry.by(origin.actor(), origin.reason());
    journal.update(handle, journey, List.of(signed));
  }

  private static Optional<JourneyId> journey(Handle handle, DeliveryReading read) {
    DeliveryAddress address = DeliveryAddress.of(handle, read);
    return address.finding() == null || !read.isEvent()
        ? address.journeys().stream().findFirst()
        : Optional.empty();
  }

  private Effect effect(JourneyState state, ExamEvent event) {
    Moment moment = new Moment(clock.instant(), policy);
    JourneyState open = state.reopened();
    if (open.isKnown(event)
        || (state.isClosed() && !Phases.RULES.isReopenedBy(state, event, moment))) {
      return Effect.NO_OP;
    }
    JourneyState merged = Phases.RULES.merge(open, event, moment).state();
    boolean standsElsewhere =
        !merged.facets().equals(open.facets())
            || !merged.resendLog().equals(open.resendLog())
            || !CancellationPhase.superfluousAttempt(merged)
                .equals(CancellationPhase.superfluousAttempt(open));
    return standsElsewhere ? Effect.ACTS_ON_PATIENT : Effect.NEW_FACT;
  }
}
