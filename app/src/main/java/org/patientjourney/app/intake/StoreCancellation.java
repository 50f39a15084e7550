package org.patientjourney.app.intake;

import jakarta.ws.rs.WebApplicationException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.intake.StoreDeliveries;
import org.patientjourney.activities.intake.StoreDelivery;
import org.patientjourney.activities.intake.StoreDeliveryDao;
import org.patientjourney.activities.intake.StoreOutcome;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.command.CommandService;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.order.JourneyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels the journeys of an order that its store has cancelled, refunded or deleted. */
public record StoreCancellation(
    Jdbi jdbi,
    StoreIntake intake,
    StoreDeliveries deliveries,
    CommandService commands,
    Journeys journeys,
    InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(StoreCancellation.class);

  /**
   * Gives each journey the command; the same again changes nothing. A decision may still come
   * before the provider's answer, so it is over when each journey has ended or is decided.
   *
   * @return whether it is over
   */
  boolean carryOut(StoreDelivery delivery) {
    StoreOrder order = StoreReading.of(delivery, deliveries.body(delivery.id())).order();
    if (order == null) {
      throw new IllegalStateException("delivery " + delivery.id() + " cancels no order: a bug");
    }
    String word = order.standing().name().toLowerCase(Locale.ROOT);
    Cancel cancel =
        new Cancel(
            new Origin(
                delivery.orderId() + "-" + word,
                delivery.platform().storeOf(delivery.clinic()),
                "the order is " + word + " in the store"));
    List<JourneyRow> after =
        intake.journeys(delivery.clinic(), delivery.orderId()).stream()
            .map(journey -> give(journey, cancel))
            .toList();
    if (after.stream().anyMatch(row -> row.open() && !row.state().decision().isFinal())) {
      return false;
    }
    note(delivery, after, cancel.origin().id());
    return true;
  }

  private JourneyRow give(JourneyId journey, Cancel cancel) {
    JourneyRow row = journeys.getRow(journey.value());
    if (row.open()) {
      try {
        commands.give(journey, cancel);
      } catch (WebApplicationException refused) {
        // The journey's state says whether that is final.
        LOG.info("{} does not take {} now", journey, cancel);
      }
    }
    return journeys.getRow(journey.value());
  }

  private void note(StoreDelivery delivery, List<JourneyRow> after, String subject) {
    List<JourneyRow> late = after.stream().filter(row -> !isCancelled(row)).toList();
    jdbi.useTransaction(
        handle -> {
          late.forEach(
              row ->
                  AlarmStore.raise(
                      handle,
                      row.journeyId(),
                      new Alarm(AlarmKind.STORE_CANCEL_TOO_LATE, subject),
                      clock.instant()));
          handle
              .attach(StoreDeliveryDao.class)
              .endCancelling(
                  delivery.id(), late.isEmpty() ? StoreOutcome.CANCELLED : StoreOutcome.TOO_LATE);
        });
  }

  private static boolean isCancelled(JourneyRow row) {
    Closure closure = row.state().closure();
    return closure != null && closure.outcome() == Closure.Outcome.CANCELLED;
  }
}
