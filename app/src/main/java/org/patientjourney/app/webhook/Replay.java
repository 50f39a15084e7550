package org.patientjourney.app.webhook;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.LockedJourney;
import org.patientjourney.activities.webhook.DeliveryState;
import org.patientjourney.activities.webhook.StoredDelivery;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.activities.webhook.WebhookDeliveryRow;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.event.ExamEvent;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.CancellationPhase;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** Hands stored deliveries over once more, or predicts the effect of doing so. */
public final class Replay {
  private final Jdbi jdbi;
  private final WebhookStore deliveries;
  private final QualiphyWebhookReader reader;
  private final DeliveryAddress addresses;
  private final JournalStore journal;
  private final JourneyPolicy policy;
  private final InstantSource clock;

  public Replay(
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
    this.addresses = new DeliveryAddress(jdbi);
    this.policy = policy;
    this.clock = clock;
  }

  /** What handing a delivery over once more does. */
  public enum Effect {
    /** Its journey has it or would mark it late, it has no journey, or it is being applied. */
    NO_OP,
    /** Its journey would record it, with the same stage. */
    NEW_FACT,
    /** The journey's stage would change, or it would act: the patient would notice. */
    ACTS_ON_PATIENT
  }

  /** One delivery of a set. */
  public record Outcome(
      WebhookDeliveryId deliveryId, @Nullable JourneyId journeyId, Effect effect) {}

  Outcome effect(StoredDelivery delivery) {
    if (delivery.state() == DeliveryState.RECEIVED || delivery.state() == DeliveryState.SIGNALLED) {
      return new Outcome(delivery.deliveryId(), delivery.journeyId(), Effect.NO_OP);
    }
    WebhookDeliveryRow row =
        jdbi.withExtension(WebhookDeliveryDao.class, dao -> dao.find(delivery.deliveryId()))
            .orElseThrow();
    DeliveryReading read = DeliveryReading.of(row, deliveries, reader);
    Optional<JourneyId> journey = journey(row, read);
    Effect effect =
        journey
            .flatMap(id -> jdbi.withExtension(JourneyDao.class, dao -> dao.find(id)))
            .map(JourneyRow::state)
            .map(state -> effect(state, read.examEvent(row)))
            .orElse(Effect.NO_OP);
    return new Outcome(delivery.deliveryId(), journey.orElse(null), effect);
  }

  /** Hands over what is no no-op; the journeys decide again what it means. */
  List<Outcome> replay(List<StoredDelivery> set, Origin origin) {
    return set.stream()
        .map(this::effect)
        .filter(outcome -> outcome.effect() == Effect.NO_OP || handOver(outcome, origin))
        .toList();
  }

  /** Recorded in the journal with actor and reason. */
  private boolean handOver(Outcome outcome, Origin origin) {
    return jdbi.inTransaction(
        handle -> {
          Optional<JourneyRow> journey =
              Optional.ofNullable(outcome.journeyId())
                  .flatMap(handle.attach(JourneyDao.class)::findLocked)
                  .map(LockedJourney::row);
          boolean isHandedOver =
              handle
                  .attach(WebhookDeliveryDao.class)
                  .handOverAgain(outcome.deliveryId(), clock.instant());
          if (isHandedOver) {
            journey.ifPresent(row -> note(handle, row, outcome.deliveryId(), origin));
          }
          return isHandedOver;
        });
  }

  private void note(Handle handle, JourneyRow row, WebhookDeliveryId id, Origin origin) {
    JournalEntry entry =
        JournalKind.DELIVERY_REPLAYED
            .at(new Moment(clock.instant(), policy))
            .with("command", origin.id())
            .with("delivery", id)
            .by(origin.actor(), origin.reason());
    journal.append(handle, row.journeyId(), row.revision(), List.of(entry));
  }

  private Optional<JourneyId> journey(WebhookDeliveryRow row, DeliveryReading read) {
    return read.isEvent()
        ? Optional.ofNullable(read.address(row, addresses).journey())
        : Optional.of(addresses.findConcerned(row, read.patientExamId()).get(0));
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
