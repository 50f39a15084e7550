package org.patientjourney.app;

import io.dropwizard.lifecycle.Managed;
import io.dropwizard.lifecycle.setup.LifecycleEnvironment;
import io.dropwizard.util.Duration;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.patientjourney.activities.alarm.AlarmDao.DueAlarm;
import org.patientjourney.activities.callback.CallbackEndpoint;
import org.patientjourney.activities.callback.CallbackMessages;
import org.patientjourney.activities.callback.CallbackRow;
import org.patientjourney.activities.callback.CallbackSender;
import org.patientjourney.activities.pdf.PdfCopies;
import org.patientjourney.activities.pdf.PdfCopyDao.DuePdf;
import org.patientjourney.activities.pdf.PdfDownload;
import org.patientjourney.activities.record.OutboxRow;
import org.patientjourney.activities.silence.SilenceWatch;
import org.patientjourney.app.alarm.AlarmMail;
import org.patientjourney.app.alarm.AlarmReceiver;
import org.patientjourney.app.alarm.AlarmRelay;
import org.patientjourney.app.alarm.AlarmWebhook;
import org.patientjourney.app.callback.CallbackRelay;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.configuration.JourneyConfiguration.SweepConfiguration;
import org.patientjourney.app.logging.FailureCauses;
import org.patientjourney.app.relay.JourneyCommands;
import org.patientjourney.app.relay.OutboxRelay;
import org.patientjourney.app.relay.PdfRelay;
import org.patientjourney.app.relay.Relay;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.app.sweep.Reconciler;
import org.patientjourney.app.sweep.Sweep;
import org.patientjourney.app.webhook.WebhookRelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relays of stored rows, and the sweep that finds overdue ones. */
final class Relays {
  private static final Logger LOG = LoggerFactory.getLogger(Relays.class);

  /** Each holds a file of up to 25 MiB in memory, as it came and encrypted. */
  private static final int PDFS_AT_ONCE = 4;

  private static final int CALLBACK_THREADS = 2;

  private final Relay<OutboxRow> outbox;
  private final Relay<WebhookRelay.Claimed> webhooks;
  private final Relay<DuePdf> pdfs;
  private final List<Relay<CallbackRow>> callbacks;
  private final Optional<Relay<DueAlarm>> alarms;
  private final Sweep sweep;
  private final SilenceWatch silence;
  private final Reconciler reconciler;
  private final SweepConfiguration intervals;

  Relays(
      JourneyConfiguration configuration,
      RecordStores stores,
      RunningJourneys running,
      JourneyCommands commands,
      CallbackSender sender,
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
                stores.reports(),
                running,
                stores.journeys(),
                stores.clock()),
            configuration.relay(),
            stores.clock(),
            meters);
    pdfs =
        new Relay<>(
            "pdf",
            new PdfRelay(
                new PdfCopies(
                    stores.jdbi(),
                    stores.encryption(),
                    stores.pdfs(),
                    stores.paused(),
                    stores.clock(),
                    new PdfDownload(configuration.testOrigin()))),
            configuration.relay().withThreads(PDFS_AT_ONCE),
            stores.clock(),
            meters);
    callbacks =
        configuration.callbackEndpoints().values().stream()
            .flatMap(List::stream)
            .map(endpoint -> callbacks(endpoint, configuration, stores, sender, meters))
            .toList();
    alarms =
        Optional.of(receivers(configuration, sender))
            .filter(receivers -> !receivers.isEmpty())
            .map(receivers -> alarms(receivers, configuration, stores, meters));
    sweep = new Sweep(stores.jdbi(), intervals.grace().toJavaDuration(), stores.clock());
    silence = new SilenceWatch(stores.jdbi(), configuration.calendars(), stores.clock());
    reconciler =
        new Reconciler(
            stores.jdbi(), running, intervals.interval().toJavaDuration(), stores.clock());
  }

  /** Each endpoint has threads of its own: one that does not answer delays no other. */
  private static Relay<CallbackRow> callbacks(
      CallbackEndpoint endpoint,
      JourneyConfiguration configuration,
      RecordStores stores,
      CallbackSender sender,
      MeterRegistry meters) {
    return new Relay<>(
        "callback " + endpoint.id(),
        new CallbackRelay(
            stores.jdbi(),
            endpoint,
            new CallbackMessages(stores.reads()),
            sender,
            configuration.callbacks().disableAfter().toJavaDuration(),
            stores.clock()),
        configuration.relay().withThreads(CALLBACK_THREADS),
        stores.clock(),
        meters);
  }

  private static List<AlarmReceiver> receivers(
      JourneyConfiguration configuration, CallbackSender sender) {
    return Stream.of(
            Optional.ofNullable(configuration.alarmWebhook())
                .<AlarmReceiver>map(
                    to -> new AlarmWebhook(to.name(), to.url(), to.secrets(), sender)),
            Optional.ofNullable(configuration.alarmMail())
                .<AlarmReceiver>map(
                    by -> AlarmMail.of(by, configuration.publicBaseUrl().toString())))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Relay<DueAlarm> alarms(
      List<AlarmReceiver> receivers,
      JourneyConfiguration configuration,
      RecordStores stores,
      MeterRegistry meters) {
    return new Relay<>(
        "alarm",
        new AlarmRelay(stores.jdbi(), receivers, stores.clock()),
        configuration.relay().withThreads(1),
        stores.clock(),
        meters);
  }

  /** The sweep first: it raises the alarm for what fell due while nothing ran. */
  void manage(LifecycleEnvironment lifecycle) {
    repeat(lifecycle, "sweep", sweep, intervals.interval());
    repeat(lifecycle, "silence", silence, Duration.seconds(SilenceWatch.EVERY.toSeconds()));
    lifecycle.manage(outbox);
    lifecycle.manage(webhooks);
    lifecycle.manage(pdfs);
    callbacks.forEach(lifecycle::manage);
    alarms.ifPresent(lifecycle::manage);
    repeat(lifecycle, "reconciler", reconciler, intervals.reconcileInterval());
  }

  /** From the start of the process on, when starts are stored again, with a fixed delay. */
  private static void repeat(
      LifecycleEnvironment lifecycle, String name, Runnable look, Duration delay) {
    ScheduledExecutorService thread = lifecycle.scheduledExecutorService(name, true).build();
    lifecycle.manage(
        new Managed() {
          @Override
          @SuppressWarnings("FutureReturnValueIgnored") // the task catches what it throws
          public void start() {
            thread.scheduleWithFixedDelay(
                () -> run(name, look), 0, delay.toMilliseconds(), TimeUnit.MILLISECONDS);
          }
        });
  }

  private static void run(String name, Runnable look) {
    try {
      look.run();
    } catch (Throwable failure) {
      // Not even an Error must end the repetition.
      LOG.warn("{} failed, trying again: {}", name, FailureCauses.of(failure));
    }
  }

  /** Which clinics' silence is not told. */
  String blindSpots() {
    return silence.blindSpots();
  }

  void sweep() {
    sweep.run();
  }

  void wake() {
    wakeOutbox();
    wakeWebhooks();
    pdfs.wake();
  }

  void wakeOutbox() {
    outbox.wake();
  }

  void wakeWebhooks() {
    webhooks.wake();
  }
}
