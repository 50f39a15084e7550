package org.patientjourney.app;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.Database;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.followup.FollowUpActivitiesImpl;
import org.patientjourney.activities.followup.FollowUpEnd;
import org.patientjourney.activities.followup.FollowUpStore;
import org.patientjourney.activities.invite.InviteActivitiesImpl;
import org.patientjourney.activities.invite.InviteProvider;
import org.patientjourney.activities.journey.JourneyActivitiesImpl;
import org.patientjourney.activities.metrics.RecordReading;
import org.patientjourney.activities.outbox.OutboxDao;
import org.patientjourney.activities.outbox.OutboxRow;
import org.patientjourney.activities.pdf.PdfCopyActivitiesImpl;
import org.patientjourney.activities.pdf.PdfCopyStore;
import org.patientjourney.activities.pdf.PdfDownload;
import org.patientjourney.activities.prefill.PreFillActivitiesImpl;
import org.patientjourney.activities.qualiphy.CallObserver;
import org.patientjourney.activities.qualiphy.QualiphyClient;
import org.patientjourney.activities.webhook.WebhookDeliveryRow;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.configuration.JourneyConfiguration.ProcessRole;
import org.patientjourney.app.configuration.ProviderConfiguration;
import org.patientjourney.app.configuration.SweepConfiguration;
import org.patientjourney.app.configuration.VariableSourceProvider;
import org.patientjourney.app.health.DatabaseHealthCheck;
import org.patientjourney.app.logging.RequestContext;
import org.patientjourney.app.metrics.CallMeters;
import org.patientjourney.app.metrics.PrometheusServlet;
import org.patientjourney.app.metrics.RecordMetrics;
import org.patientjourney.app.order.FollowUpCheckRules;
import org.patientjourney.app.problem.ProblemMapper;
import org.patientjourney.app.relay.JourneyCommands;
import org.patientjourney.app.relay.OutboxRelay;
import org.patientjourney.app.relay.Relay;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.app.relay.RunningPdfCopies;
import org.patientjourney.app.sweep.Reconciler;
import org.patientjourney.app.sweep.Repeating;
import org.patientjourney.app.sweep.Sweep;
import org.patientjourney.app.webhook.AcceptLatency;
import org.patientjourney.app.webhook.WebhookRelay;
import org.patientjourney.app.worker.ClusterEngine;
import org.patientjourney.app.worker.EncryptingCodec;
import org.patientjourney.app.worker.Engine;
import org.patientjourney.app.worker.JourneyWorker;
import org.patientjourney.workflows.journey.JourneyJson;

/** Constructs everything, visibly. */
public class JourneyApplication extends Application<JourneyConfiguration> {
  private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(5);

  /** In characters; orders and webhook deliveries are read by hand, with limits of their own. */
  private static final long LARGEST_COMMAND = 64 * 1024;

  private final Engine engine;
  private final Function<String, @Nullable String> variables;

  /**
   * @param variables what {@code ${NAME}} in config.yml stands for
   */
  public JourneyApplication(Engine engine, Function<String, @Nullable String> variables) {
    this.engine = engine;
    this.variables = variables;
  }

  /** {@code server config.yml}: the engine on a Temporal cluster, settings from the environment. */
  public static void main(String[] arguments) throws Exception {
    new JourneyApplication(new ClusterEngine(), System::getenv).run(arguments);
  }

  @Override
  public String getName() {
    return "patient-journey";
  }

  @Override
  public void initialize(Bootstrap<JourneyConfiguration> bootstrap) {
    VariableSourceProvider source =
        new VariableSourceProvider(bootstrap.getConfigurationSourceProvider(), variables);
    bootstrap.setConfigurationSourceProvider(source);
    bootstrap
        .getObjectMapper()
        .setInjectableValues(
            new InjectableValues.Std().addValue(VariableSourceProvider.class, source));
    bootstrap
        .getObjectMapper()
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxDocumentLength(LARGEST_COMMAND).build());
    bootstrap.getObjectMapper().registerModule(new JavaTimeModule());
    bootstrap
        .getObjectMapper()
        .disable(
            SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
  }

  @Override
  public void run(JourneyConfiguration configuration, Environment environment) {
    InstantSource clock = clock();
    Encryption encryption = new Encryption(configuration.encryption().toKeys());
    Jdbi jdbi = database(configuration, environment).jdbi();
    WorkflowClient temporal = temporal(encryption, environment);
    RecordStores stores =
        RecordStores.of(jdbi, encryption, configuration.policy().toPolicy(), clock);
    MeterRegistry meters = meters(stores, environment);
    RunningJourneys running = new RunningJourneys(temporal);
    JourneyCommands commands = new JourneyCommands(temporal, COMMAND_PATIENCE, meters);
    RunningPdfCopies pdfCopies = new RunningPdfCopies(jdbi, temporal);
    Relay<OutboxRow> outboxRelay =
        outboxRelay(configuration, stores, running, commands, pdfCopies, meters);
    Relay<WebhookDeliveryRow> webhookRelay = webhookRelay(configuration, stores, running, meters);
    InviteProvider provider = inviteProvider(configuration, new CallMeters(meters));

    environment.healthChecks().register("postgresql", new DatabaseHealthCheck(jdbi));
    environment.jersey().register(new ProblemMapper());
    environment.jersey().register(new RequestContext());
    environment.jersey().register(new AcceptLatency(meters));
    if (configuration.roles().contains(ProcessRole.API)) {
      new Doors(
              configuration,
              stores,
              commands,
              running,
              provider.accounts(),
              outboxRelay::wake,
              webhookRelay::wake)
          .open(environment.jersey().getResourceConfig());
    }
    if (configuration.roles().contains(ProcessRole.RELAY)) {
      // First, so that what fell due while nothing ran is told before anything is done about it.
      Sweep sweep =
          new Sweep(stores.jdbi(), configuration.sweep().grace().toJavaDuration(), stores.clock());
      environment.lifecycle().manage(repeating(configuration, sweep));
      relaying(
          () -> {
            sweep.run();
            outboxRelay.wake();
            webhookRelay.wake();
          });
      environment.lifecycle().manage(outboxRelay);
      environment.lifecycle().manage(webhookRelay);
      environment.lifecycle().manage(reconciler(configuration, stores, running));
    }
    if (configuration.roles().contains(ProcessRole.WORKER)) {
      environment.lifecycle().manage(worker(configuration, stores, provider, temporal));
    }
    if (engine.forgetsRuns()) {
      jdbi.useExtension(
          OutboxDao.class,
          dao -> {
            dao.repeatStarts(clock.instant());
            dao.startOpenJourneys(clock.instant());
            dao.startPdfCopies(PdfCopyStore.latestNextTry(clock.instant()), clock.instant());
          });
    }
  }

  /** What everything here takes the time from; PostgreSQL and Temporal keep no finer instants. */
  protected InstantSource clock() {
    return () -> Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Sweep and relays are there.
   *
   * @param lookNow makes them look for what is due now instead of at their next turn
   */
  protected void relaying(Runnable lookNow) {}

  /** At the admin port, beside Dropwizard's own /metrics. */
  private static MeterRegistry meters(RecordStores stores, Environment environment) {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters
        .getPrometheusRegistry()
        .register(new RecordMetrics(now -> RecordReading.of(stores.jdbi(), now), stores.clock()));
    environment
        .admin()
        .addServlet("prometheus", new PrometheusServlet(meters))
        .addMapping("/metrics/prometheus");
    return meters;
  }

  private static Relay<OutboxRow> outboxRelay(
      JourneyConfiguration configuration,
      RecordStores stores,
      RunningJourneys running,
      JourneyCommands commands,
      RunningPdfCopies pdfCopies,
      MeterRegistry meters) {
    return new Relay<>(
        "outbox",
        new OutboxRelay(stores.jdbi(), running, commands, pdfCopies, stores.clock()),
        configuration.relay(),
        stores.clock(),
        meters);
  }

  private static Relay<WebhookDeliveryRow> webhookRelay(
      JourneyConfiguration configuration,
      RecordStores stores,
      RunningJourneys running,
      MeterRegistry meters) {
    return new Relay<>(
        "webhook",
        new WebhookRelay(
            stores.jdbi(),
            stores.deliveries(),
            stores.reader(),
            running,
            stores.journeys(),
            stores.policy(),
            stores.clock()),
        configuration.relay(),
        stores.clock(),
        meters);
  }

  private static Repeating repeating(JourneyConfiguration configuration, Sweep sweep) {
    return new Repeating("sweep", sweep, configuration.sweep().interval().toJavaDuration());
  }

  private static Repeating reconciler(
      JourneyConfiguration configuration, RecordStores stores, RunningJourneys running) {
    SweepConfiguration sweep = configuration.sweep();
    return new Repeating(
        "reconciler",
        new Reconciler(stores.jdbi(), running, sweep.interval().toJavaDuration(), stores.clock()),
        sweep.reconcileInterval().toJavaDuration());
  }

  private static JourneyWorker worker(
      JourneyConfiguration configuration,
      RecordStores stores,
      InviteProvider provider,
      WorkflowClient temporal) {
    return new JourneyWorker(
        temporal,
        new JourneyActivitiesImpl(
            stores.jdbi(),
            stores.journal(),
            stores.content(),
            new FollowUpStore(stores.journal(), configuration.policy().followUp().toPolicy()),
            new FollowUpEnd(stores.encryption()),
            stores.policy(),
            configuration.policy().clearanceValidity().toJavaDuration(),
            stores.clock()),
        new InviteActivitiesImpl(
            stores.jdbi(), stores.encryption(), stores.orders(), provider, stores.clock()),
        new FollowUpActivitiesImpl(
            stores.jdbi(),
            stores.orders(),
            new FollowUpCheckRules(
                configuration.clinics(),
                configuration.catalogueByExam(),
                configuration.unservedStates())),
        new PreFillActivitiesImpl(
            stores.jdbi(), stores.encryption(), stores.orders(), provider.accounts()),
        new PdfCopyActivitiesImpl(
            new PdfCopyStore(stores.jdbi(), stores.encryption(), stores.clock()),
            new PdfDownload(configuration.testOrigin())),
        configuration.provider().callsPerSecond());
  }

  private static InviteProvider inviteProvider(
      JourneyConfiguration configuration, CallObserver calls) {
    ProviderConfiguration provider = configuration.provider();
    return new InviteProvider(
        new QualiphyClient(
            provider.baseUrl(),
            provider.connectTimeout().toJavaDuration(),
            provider.answerTimeout().toJavaDuration(),
            calls),
        configuration.clinics().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().key())),
        configuration.publicBaseUrl());
  }

  /** Migrations run at each start: they are small and forward-only. */
  private static Database database(JourneyConfiguration configuration, Environment environment) {
    Database.migrate(
        configuration.database().migrator(), configuration.database().applicationUser());
    Database database =
        new Database(
            configuration.database().application(), configuration.database().maximumConnections());
    environment.lifecycle().manage(closing(database));
    return database;
  }

  private WorkflowClient temporal(Encryption encryption, Environment environment) {
    WorkflowServiceStubs stubs = engine.stubs();
    environment.lifecycle().manage(closing(stubs::shutdown));
    WorkflowClientOptions options =
        engine
            .clientOptions()
            .setDataConverter(
                new CodecDataConverter(
                    JourneyJson.dataConverter(), List.of(new EncryptingCodec(encryption)), true))
            .build();
    return WorkflowClient.newInstance(stubs, options);
  }

  private static Managed closing(AutoCloseable resource) {
    return new Managed() {
      @Override
      public void stop() throws Exception {
        resource.close();
      }
    };
  }
}
