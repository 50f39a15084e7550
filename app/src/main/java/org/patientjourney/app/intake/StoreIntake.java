package org.patientjourney.app.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.activities.intake.StoreDeliveries;
import org.patientjourney.activities.intake.StoreDelivery;
import org.patientjourney.activities.intake.StoreDeliveryDao;
import org.patientjourney.activities.intake.StoreOutcome;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.order.OrderStore.Acceptance;
import org.patientjourney.app.configuration.ClinicConfiguration;
import org.patientjourney.app.configuration.StoreConfiguration;
import org.patientjourney.app.order.OrderReader;
import org.patientjourney.app.order.OrderService;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;

/**
 * Understands stored deliveries: a paid order is posted as a backend would post it. One transaction
 * takes the order and notes the outcome; those of one store follow one another.
 *
 * @param isLive in test mode a store's test orders are taken
 */
public record StoreIntake(
    Jdbi jdbi,
    StoreDeliveries deliveries,
    Map<ClinicId, ClinicConfiguration> clinics,
    OrderReader reader,
    OrderService orders,
    OrderStore accepted,
    boolean isLive,
    InstantSource clock) {
  private static final TypeReference<List<FieldProblem>> PROBLEMS = new TypeReference<>() {};

  /**
   * What became of a delivery.
   *
   * @param problems what is missing or wrong
   * @param order that was stored just now: its journeys are started after the commit
   */
  private record Settlement(
      StoreOutcome outcome, List<FieldProblem> problems, @Nullable Order order) {
    Settlement(StoreOutcome outcome, List<FieldProblem> problems) {
      this(outcome, problems, null);
    }

    static Settlement of(StoreOutcome outcome) {
      return new Settlement(outcome, List.of());
    }
  }

  static List<FieldProblem> problemsOf(StoreDelivery delivery) {
    String problems = delivery.problems();
    return problems == null ? List.of() : StoredJson.read(problems, PROBLEMS);
  }

  /**
   * Settles a delivery that is not understood yet, or that is stopped.
   *
   * @return as it is then
   */
  StoreDelivery settle(StoreDelivery delivery) {
    StoreReading reading = StoreReading.of(delivery, deliveries.body(delivery.id()));
    Optional<Settlement> settlement =
        jdbi.inTransaction(handle -> settle(handle, delivery, reading));
    settlement.map(Settlement::order).ifPresent(orders::start);
    return jdbi.onDemand(StoreDeliveryDao.class).find(delivery.id()).orElseThrow();
  }

  /**
   * No order is made of a delivery that is stopped.
   *
   * @return as it is then
   */
  StoreDelivery dismiss(StoreDelivery delivery) {
    return jdbi.inTransaction(
        handle -> {
          StoreDeliveryDao dao = handle.attach(StoreDeliveryDao.class);
          dao.lockStore(delivery.platform().storeOf(delivery.clinic()));
          if (dao.dismiss(delivery.id())) {
            alarmOfStore(handle, delivery, StoreOutcome.DISMISSED, clock.instant());
          }
          return dao.find(delivery.id()).orElseThrow();
        });
  }

  /** Empty when it was settled meanwhile. */
  private Optional<Settlement> settle(Handle handle, StoreDelivery delivery, StoreReading reading) {
    StoreDeliveryDao dao = handle.attach(StoreDeliveryDao.class);
    dao.lockStore(delivery.platform().storeOf(delivery.clinic()));
    StoreOutcome before = dao.find(delivery.id()).orElseThrow().outcome();
    if (before != null && !before.isStopped()) {
      return Optional.empty();
    }
    StoreOrder order = reading.order();
    OrderId orderId = order == null ? null : delivery.platform().orderId(order.id());
    if (order != null && orderId != null && order.standing() == StoreOrder.Standing.DELETED) {
      order =
          dao.findLatestBefore(delivery.clinic(), delivery.platform(), orderId, delivery.id())
              .map(order::deletedAfter)
              .orElse(order);
    }
    Settlement settlement =
        order == null || orderId == null
            ? unread(reading)
            : settlementOrErased(dao, delivery, order, orderId);
    Instant now = clock.instant();
    dao.settle(
        delivery.id(),
        settlement.outcome(),
        orderId,
        order == null ? null : order.changedAt(),
        StoredJson.write(settlement.problems()),
        settlement.outcome() == StoreOutcome.CANCELLING ? now : null);
    if (settlement.outcome() == StoreOutcome.CHANGED && orderId != null) {
      journeys(delivery.clinic(), orderId)
          .forEach(
              journey ->
                  AlarmStore.raise(
                      handle,
                      journey,
                      new Alarm(AlarmKind.STORE_ORDER_CHANGED, orderId.value()),
                      now));
    }
    alarmOfStore(handle, delivery, settlement.outcome(), now);
    return Optional.of(settlement);
  }

  /** One for a store, as long as anything of it is stopped. */
  private static void alarmOfStore(
      Handle handle, StoreDelivery delivery, StoreOutcome outcome, Instant now) {
    String store = delivery.platform().storeOf(delivery.clinic());
    if (outcome.isStopped()) {
      AlarmStore.raise(handle, null, new Alarm(AlarmKind.STORE_ORDER_STOPPED, store), now);
    } else if (!handle
        .attach(StoreDeliveryDao.class)
        .hasStopped(delivery.clinic(), delivery.platform())) {
      handle.attach(AlarmDao.class).closeAbout(AlarmKind.STORE_ORDER_STOPPED, store, now);
    }
  }

  private static Settlement unread(StoreReading reading) {
    return reading.isOfOrder()
        ? new Settlement(StoreOutcome.UNREADABLE, reading.problems())
        : Settlement.of(StoreOutcome.IGNORED);
  }

  private Settlement settlementOrErased(
      StoreDeliveryDao dao, StoreDelivery delivery, StoreOrder order, OrderId orderId) {
    try {
      return settlement(dao, delivery, order, orderId);
    } catch (ErasedException erased) {
      return Settlement.of(StoreOutcome.ERASED);
    }
  }

  private Settlement settlement(
      StoreDeliveryDao dao, StoreDelivery delivery, StoreOrder order, OrderId orderId) {
    boolean cancels = order.standing().isCancelled();
    ClinicId clinic = delivery.clinic();
    if (dao.isOutdated(
        clinic, delivery.platform(), orderId, delivery.id(), order.changedAt(), cancels)) {
      return Settlement.of(StoreOutcome.OUTDATED);
    }
    boolean isAccepted = accepted.find(clinic, orderId).isPresent();
    if (cancels) {
      return Settlement.of(isAccepted ? StoreOutcome.CANCELLING : StoreOutcome.CANCELLED);
    }
    if (isAccepted && dao.isCancelled(clinic, delivery.platform(), orderId)) {
      return changed("an order that stays cancelled", "one that is there again");
    }
    return switch (order.standing()) {
      case PAID -> isAccepted ? repeated(delivery, order) : paid(delivery, order);
      case PARTLY_REFUNDED ->
          isAccepted
              ? changed("a paid order", "one that is refunded in part")
              : new Settlement(
                  StoreOutcome.INCOMPLETE,
                  problem("a paid order", "one that is refunded in part: post it by hand"));
      case UNPAID ->
          isAccepted
              ? changed("a paid order", "one that is not paid any more")
              : Settlement.of(StoreOutcome.WAITING_FOR_PAYMENT);
      case OTHER ->
          Settlement.of(isAccepted ? StoreOutcome.ACCEPTED : StoreOutcome.WAITING_FOR_PAYMENT);
      case REFUNDED, CANCELLED, DELETED ->
          throw new IllegalStateException("a cancelled order is settled above: a bug");
    };
  }

  private static Settlement changed(String expected, String found) {
    return new Settlement(StoreOutcome.CHANGED, problem(expected, found));
  }

  private static List<FieldProblem> problem(String expected, String found) {
    return List.of(new FieldProblem("/status", expected, found));
  }

  /** What would stop a new order differs from what was accepted. */
  private Settlement repeated(StoreDelivery delivery, StoreOrder order) {
    Settlement again = paid(delivery, order);
    return again.outcome() == StoreOutcome.ACCEPTED
        ? again
        : new Settlement(StoreOutcome.CHANGED, again.problems());
  }

  private Settlement paid(StoreDelivery delivery, StoreOrder order) {
    Optional<StoreConfiguration> store =
        Optional.ofNullable(clinics.get(delivery.clinic()))
            .flatMap(clinic -> clinic.store(delivery.platform()));
    if (store.isEmpty()) {
      return new Settlement(
          StoreOutcome.UNMAPPED,
          List.of(
              new FieldProblem(
                  "",
                  "a store of clinics." + delivery.clinic(),
                  "one that is not there any more")));
    }
    StoreMapping mapping = new StoreMapping(delivery.clinic(), store.get());
    List<FieldProblem> unmapped = mapping.unmapped(order);
    if (!unmapped.isEmpty()) {
      return new Settlement(StoreOutcome.UNMAPPED, unmapped);
    }
    if (!mapping.hasTreatment(order)) {
      return new Settlement(
          StoreOutcome.NO_TREATMENT,
          List.of(new FieldProblem("/line_items", "a treatment", "ignored products alone")));
    }
    return posted(mapping, order);
  }

  private Settlement posted(StoreMapping mapping, StoreOrder order) {
    List<FieldProblem> own = new ArrayList<>(mapping.problems(order, isLive));
    ObjectNode content = mapping.order(order);
    if (order.isRenewal()) {
      new StoreRenewal(mapping.clinic(), accepted, id -> isCancelled(mapping, id))
          .complete(content, order)
          .ifPresent(own::add);
    }
    Order posted;
    try {
      posted = reader.read(content.toString().getBytes(UTF_8), mapping.clinic());
    } catch (WebApplicationException refusal) {
      return new Settlement(
          StoreOutcome.INCOMPLETE, Stream.concat(own.stream(), errors(refusal).stream()).toList());
    }
    return own.isEmpty() ? accept(posted) : new Settlement(StoreOutcome.INCOMPLETE, own);
  }

  private boolean isCancelled(StoreMapping mapping, OrderId order) {
    return jdbi.onDemand(StoreDeliveryDao.class)
        .isCancelled(mapping.clinic(), mapping.store().platform(), order);
  }

  private static List<FieldProblem> errors(WebApplicationException refusal) {
    return refusal.getResponse().getEntity() instanceof Problem problem
        ? problem.errors()
        : List.of();
  }

  private Settlement accept(Order order) {
    Acceptance acceptance = orders.store(order);
    return switch (acceptance.outcome()) {
      case ACCEPTED -> new Settlement(StoreOutcome.ACCEPTED, List.of(), order);
      case ACCEPTED_BEFORE -> Settlement.of(StoreOutcome.ACCEPTED);
      case CONTENT_DIFFERS -> new Settlement(StoreOutcome.CHANGED, orders.differences(order));
      case DUPLICATE ->
          new Settlement(
              StoreOutcome.DUPLICATE,
              acceptance.duplicates().stream()
                  .map(
                      found ->
                          new FieldProblem(
                              "/exams",
                              "no open journey or valid clearance of the patient",
                              found.cause() + " " + found.journeyId()))
                  .toList());
    };
  }

  /** Those that the order itself asked for: a follow-up is no part of what a store cancels. */
  List<JourneyId> journeys(ClinicId clinic, @Nullable OrderId orderId) {
    return orderId == null
        ? List.of()
        : accepted.find(clinic, orderId).stream()
            .flatMap(order -> order.exams().stream())
            .map(exam -> JourneyId.of(clinic, orderId, exam.examId()))
            .toList();
  }
}
