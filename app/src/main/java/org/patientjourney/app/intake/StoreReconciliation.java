package org.patientjourney.app.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.intake.StoreApiClient;
import org.patientjourney.activities.intake.StoreApiClient.Failed;
import org.patientjourney.activities.intake.StoreDeliveries;
import org.patientjourney.activities.intake.StoreDeliveries.Stored;
import org.patientjourney.activities.intake.StoreDelivery;
import org.patientjourney.activities.intake.StoreDeliveryDao;
import org.patientjourney.activities.intake.StorePlatform;
import org.patientjourney.app.configuration.StoreConfiguration.StoreApi;
import org.patientjourney.app.logging.FailureCauses;
import org.patientjourney.workflows.order.ClinicId;

/**
 * Asks a store for the orders that were changed on a day, and takes those whose change no webhook
 * has told, as if a webhook had. The running engine starts and cancels their journeys.
 */
public record StoreReconciliation(
    Jdbi jdbi, StoreApiClient client, StoreDeliveries deliveries, StoreIntake intake)
    implements AutoCloseable {

  /**
   * What became of a store's orders of a day.
   *
   * @param known orders that a delivery had told as they are now, or as they are later
   * @param taken deliveries of the other orders
   * @param failed orders that could not be taken, each with the reason, without personal data
   * @param isComplete false when orders were changed while the store listed them
   */
  public record Reconciled(
      int known, List<StoreDelivery> taken, List<String> failed, boolean isComplete) {
    /** Whether every order of the day is taken. */
    boolean isSettled() {
      return isComplete && failed.isEmpty() && refused().isEmpty();
    }

    /** Those that wait for a person. */
    public List<StoreDelivery> refused() {
      return taken.stream()
          .filter(delivery -> StoreDeliveryResource.isRetriable(delivery.outcome()))
          .toList();
    }
  }

  /** A delivery that waits for a person, without personal data. */
  public static String words(StoreDelivery delivery) {
    return "delivery %d, order %s: %s%s"
        .formatted(
            delivery.id(),
            delivery.orderId(),
            delivery.outcome(),
            StoreIntake.problemsOf(delivery).stream()
                .map(
                    problem ->
                        "; %s: expected %s, found %s"
                            .formatted(problem.pointer(), problem.expected(), problem.found()))
                .collect(Collectors.joining()));
  }

  /**
   * Takes what was changed last on the day.
   *
   * @param zone in which the day begins and ends
   * @throws Failed when the store does not answer as it should; what was taken before stays taken
   */
  public Reconciled reconcile(
      ClinicId clinic, StorePlatform platform, StoreApi api, LocalDate day, ZoneId zone)
      throws Failed {
    Instant from = day.atStartOfDay(zone).toInstant();
    Instant until = day.plusDays(1).atStartOfDay(zone).toInstant();
    AtomicInteger known = new AtomicInteger();
    List<StoreDelivery> taken = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    boolean isComplete =
        new StoreListing(client, platform, api)
            .read(
                from,
                until,
                body -> {
                  Optional<StoreOrder> order = StoreReading.order(platform, body);
                  if (order.isEmpty()) {
                    failed.add(
                        "order %d: expected id, line_items and the time of its change, found an order without one of them: see the store's version"
                            .formatted(StoreJson.id(body.path("id"))));
                  } else if (isWithin(order.get(), from, until)) {
                    // A store that does not know the filter lists all the orders that it ever had.
                    try {
                      take(clinic, platform, order.get(), body)
                          .ifPresentOrElse(taken::add, known::incrementAndGet);
                    } catch (ConnectionException unreachable) {
                      throw unreachable;
                    } catch (RuntimeException failure) {
                      failed.add(
                          "order %s: expected an outcome, found %s: if the next run finds the same, post the order by hand"
                              .formatted(
                                  platform.orderId(order.get().id()), FailureCauses.of(failure)));
                    }
                  }
                });
    return new Reconciled(known.get(), taken, failed, isComplete);
  }

  private static boolean isWithin(StoreOrder order, Instant from, Instant until) {
    return !order.changedAt().isBefore(from) && order.changedAt().isBefore(until);
  }

  /** Empty when it is known. */
  private Optional<StoreDelivery> take(
      ClinicId clinic, StorePlatform platform, StoreOrder order, JsonNode body) {
    boolean isKnown =
        jdbi.onDemand(StoreDeliveryDao.class)
            .isKnown(
                clinic,
                platform,
                platform.orderId(order.id()),
                order.changedAt(),
                order.standing().others().stream().map(Enum::name).toArray(String[]::new));
    if (isKnown) {
      return Optional.empty();
    }
    Stored stored =
        deliveries.store(
            clinic, platform, StoreReading.RECONCILED, null, body.toString().getBytes(UTF_8));
    return Optional.of(intake.settle(stored.delivery()));
  }

  @Override
  public void close() {
    client.close();
  }
}
