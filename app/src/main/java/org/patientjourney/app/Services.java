package org.patientjourney.app;

import java.util.List;
import java.util.function.Consumer;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.intake.StoreApiClient;
import org.patientjourney.app.command.CommandService;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.intake.StoreCancellation;
import org.patientjourney.app.intake.StoreIntake;
import org.patientjourney.app.intake.StoreReconciliation;
import org.patientjourney.app.intake.StoreRelay;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.order.OrderReader;
import org.patientjourney.app.order.OrderRules;
import org.patientjourney.app.order.OrderService;
import org.patientjourney.app.relay.FirstStarts;
import org.patientjourney.app.relay.JourneyCommands;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.workflows.order.JourneyId;

/** What takes orders and commands, from endpoints and from stores. */
record Services(
    Journeys journeys,
    IncidentStore incidents,
    GivenCommands given,
    CommandService commands,
    OrderReader reader,
    OrderService orders,
    StoreIntake intake) {

  /**
   * All of them.
   *
   * @param starts of the journeys of new orders
   * @param wakeOutbox when a row for the outbox relay was stored
   */
  static Services of(
      JourneyConfiguration configuration,
      RecordStores stores,
      JourneyCommands commands,
      RunningJourneys running,
      FirstStarts starts,
      Runnable wakeOutbox) {
    Journeys journeys = new Journeys(stores.jdbi(), stores.policy());
    IncidentStore incidents = new IncidentStore(stores.jdbi(), stores.encryption(), stores.clock());
    GivenCommands given = new GivenCommands(stores.jdbi(), stores.encryption(), stores.clock());
    OrderReader reader = reader(configuration, stores);
    OrderService orders = orders(configuration, stores, starts::start);
    return new Services(
        journeys,
        incidents,
        given,
        new CommandService(
            journeys,
            commands,
            running,
            stores.journeys(),
            incidents,
            new SubjectCommands(given, "journey"),
            wakeOutbox),
        reader,
        orders,
        intake(configuration, stores, reader, orders));
  }

  private static StoreIntake intake(
      JourneyConfiguration configuration,
      RecordStores stores,
      OrderReader reader,
      OrderService orders) {
    return new StoreIntake(
        stores.jdbi(),
        stores.storeDeliveries(),
        configuration.clinics(),
        reader,
        orders,
        stores.orders(),
        configuration.mode() == Mode.LIVE,
        stores.clock());
  }

  /** Of a command, which has no runs: the relay of the server starts those of new orders. */
  static StoreReconciliation reconciliation(
      JourneyConfiguration configuration, RecordStores stores) {
    return new StoreReconciliation(
        stores.jdbi(),
        new StoreApiClient(configuration.mode() == Mode.LIVE),
        stores.storeDeliveries(),
        intake(
            configuration,
            stores,
            reader(configuration, stores),
            orders(configuration, stores, journeys -> {})));
  }

  private static OrderReader reader(JourneyConfiguration configuration, RecordStores stores) {
    return new OrderReader(
        OrderRules.of(configuration, stores.clock()), stores.orders()::findCurrent);
  }

  private static OrderService orders(
      JourneyConfiguration configuration, RecordStores stores, Consumer<List<JourneyId>> start) {
    return new OrderService(
        stores.orders(),
        configuration.catalogueByExam(),
        configuration.clinics(),
        stores.clock(),
        start);
  }

  StoreRelay storeRelay(RecordStores stores) {
    return new StoreRelay(
        stores.jdbi(),
        intake,
        new StoreCancellation(
            stores.jdbi(), intake, stores.storeDeliveries(), commands, journeys, stores.clock()),
        stores.clock());
  }
}
