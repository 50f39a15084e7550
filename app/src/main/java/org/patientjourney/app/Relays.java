package org.patientjourney.app;

import io.dropwizard.lifecycle.setup.LifecycleEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import org.patientjourney.activities.record.OutboxRow;
import org.patientjourney.activities.webhook.WebhookDeliveryRow;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.configuration.JourneyConfiguration.SweepConfiguration;
import org.patientjourney.app.relay.JourneyCommands;
import org.patientjourney.app.relay.OutboxRelay;
import org.patientjourney.app.relay.Relay;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.app.sweep.Reconciler;
import org.patientjourney.app.sweep.Repeating;
import org.patientjourney.app.sweep.Sweep;
import org.patientjourney.app.webhook.WebhookRelay;

/** The relays that hand stored rows over, and the sweep that finds overdue ones. */
final class Relays {
  private final Relay<OutboxRow> outbox;
  private final Relay<WebhookDeliveryRow> webhooks;
  private final Sweep sweep;
  private final Reconciler reconciler;
  private final SweepConfiguration intervals;

  Relays(
      JourneyConfiguration configuration,
      RecordStores stores,
      RunningJourneys running,
      JourneyCommands commands,
      MeterRegistry meters) {
    intervals = configuration.sweep();
    outbox =
        new Relay<>(
            "outbox",
            new OutboxRelay(stores.jdbi(), running, commands, stores.clock()),
            configuration.relay(),
            stores.clock(),
            meters);
    webhooks =
        new Relay<>(
            "webhook",
            new WebhookRelay(
                stores.jdbi(),
                stores.deliveries(),
                stores.reader(),
                running,
                stores.journeys(),
                stores.clock()),
            configuration.relay(),
            stores.clock(),
            meters);
    sweep = new Sweep(stores.jdbi(), intervals.grace().toJavaDuration(), stores.clock());
    reconciler =
        new Reconciler(
            stores.jdbi(), running, intervals.interval().toJavaDuration(), stores.clock());
  }

  /** The sweep first: it raises the alarm for what fell due while nothing ran. */
  void manage(LifecycleEnvironment lifecycle) {
    lifecycle.manage(new Repeating("sweep", sweep, intervals.interval().toJavaDuration()));
    lifecycle.manage(outbox);
    lifecycle.manage(webhooks);
    lifecycle.manage(
        new Repeating("reconciler", reconciler, intervals.reconcileInterval().toJavaDuration()));
  }

  void sweep() {
    sweep.run();
  }

  void wake() {
    wakeOutbox();
    wakeWebhooks();
  }

  void wakeOutbox() {
    outbox.wake();
  }

  void wakeWebhooks() {
    webhooks.wake();
  }
}
