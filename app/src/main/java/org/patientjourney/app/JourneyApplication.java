package org.patientjourney.app;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.uber.m3.tally.Scope;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.callback.CallbackSender;
import org.patientjourney.activities.database.Database;
import org.patientjourney.activities.doctor.EvidenceDao;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.invite.InviteProvider;
import org.patientjourney.activities.metrics.RecordReading;
import org.patientjourney.activities.pause.PauseWatch;
import org.patientjourney.activities.qualiphy.client.CallObserver;
import org.patientjourney.activities.qualiphy.client.QualiphyClient;
import org.patientjourney.app.anchor.AnchorCommand;
import org.patientjourney.app.anchor.VerifyAnchorsCommand;
import org.patientjourney.app.codec.EncryptingCodec;
import org.patientjourney.app.codec.EncryptingConverter;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.configuration.JourneyConfiguration.ProcessRole;
import org.patientjourney.app.configuration.ProviderConfiguration;
import org.patientjourney.app.configuration.VariableSourceProvider;
import org.patientjourney.app.doctor.DoctorCommand;
import org.patientjourney.app.doctor.GoLive;
import org.patientjourney.app.gate.GateCommand;
import org.patientjourney.app.health.Health;
import org.patientjourney.app.intake.IntakeCommand;
import org.patientjourney.app.logging.RequestContext;
import org.patientjourney.app.metrics.CallMeters;
import org.patientjourney.app.metrics.PrometheusServlet;
import org.patientjourney.app.metrics.RecordMetrics;
import org.patientjourney.app.metrics.TemporalMetrics;
import org.patientjourney.app.problem.ProblemMapper;
import org.patientjourney.app.problem.RequestBodies;
import org.patientjourney.app.problem.RetryAfter;
import org.patientjourney.app.rebuild.Rebuild;
import org.patientjourney.app.rebuild.RebuildCommand;
import org.patientjourney.app.relay.FirstStarts;
import org.patientjourney.app.relay.JourneyCommands;
import org.patientjourney.app.relay.Relay;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.app.webhook.DeliveryIntake;
import org.patientjourney.app.webhook.QualiphyWebhookServlet;
import org.patientjourney.app.webhook.RefusedDeliveries;
import org.patientjourney.app.webhook.UnknownTokenLimit;
import org.patientjourney.app.worker.ClusterEngine;
import org.patientjourney.app.worker.Engine;
import org.patientjourney.app.worker.Preflight;
import org.patientjourney.workflows.event.RecordRestored;
import org.patientjourney.workflows.journey.JourneyJson;
import org.patientjourney.workflows.order.ClinicId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's process: wires everything from the configuration. */
public class JourneyApplication extends Application<JourneyConfiguration> {
  private static final Logger LOG = LoggerFactory.getLogger(JourneyApplication.class);

  private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(5);

  /** In characters; orders and webhook deliveries have limits of their own. */
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
    new JourneyApplication(
            new ClusterEngine(System.getenv()), VariableSourceProvider.orFromFiles(System::getenv))
        .run(arguments);
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
    bootstrap.addCommand(new PreflightCommand(engine));
    bootstrap.addCommand(
        new GateCommand(
            configuration -> client(engine.stubs(), encryption(configuration)), LOG::info));
    bootstrap.addCommand(new RebuildCommand(this::rebuild));
    bootstrap.addCommand(new DoctorCommand(this::goLive));
    bootstrap.addCommand(new AnchorCommand(clock()));
    bootstrap.addCommand(new VerifyAnchorsCommand());
    bootstrap.addCommand(
        new IntakeCommand(
            configuration -> Services.reconciliation(configuration, writable(configuration)),
            clock()));
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
    String schemaVersion =
        Database.migrate(
            configuration.database().migrator(), configuration.database().applicationUser());
    Encryption encryption = encryption(configuration);
    Jdbi jdbi = database(configuration, environment).jdbi();
    RecordStores stores = RecordStores.of(jdbi, encryption, configuration, clock);
    stores.orders().expectKeysOfRecord();
    MeterRegistry meters = meters(stores, environment);
    WorkflowClient temporal = temporal(encryption, meters, environment);
    RunningJourneys running = new RunningJourneys(temporal, configuration.examTitles());
    JourneyCommands commands = new JourneyCommands(temporal, running, COMMAND_PATIENCE, meters);
    // The laptop's and a test's receivers are on this machine.
    CallbackSender sender =
        new CallbackSender(configuration.mode() == Mode.LIVE, InstantSource.system());
    Relays relays = new Relays(configuration, stores, running, commands, sender, meters);
    FirstStarts starts = new FirstStarts(running);
    environment.lifecycle().manage(starts);
    Services services =
        Services.of(configuration, stores, commands, running, starts, relays::wakeOutbox);
    InviteProvider provider =
        inviteProvider(configuration, stores.paused(), new CallMeters(meters));
    repeat(stores.paused(), environment);

    Preflight preflight = new Preflight(temporal);
    Health.register(
        environment,
        jdbi,
        () -> stores.pauses().list(true, null),
        InstantSource.system(),
        preflight,
        schemaVersion,
        configuration.roles().contains(ProcessRole.API));
    if (configuration.roles().contains(ProcessRole.RELAY)) {
      environment.healthChecks().register("silence", Health.saying(relays::blindSpots));
    }
    DeliveryIntake intake =
        new DeliveryIntake(
            stores.deliveries()::store,
            configuration.webhook().queue(),
            relays::wakeWebhooks,
            meters);
    environment.lifecycle().manage(intake);
    RefusedDeliveries.record(
        stores.deliveries(), intake, configuration.getServerFactory(), environment);
    environment.jersey().register(new ProblemMapper());
    environment.jersey().register(new RetryAfter());
    environment.jersey().register(new RequestBodies());
    environment.jersey().register(new RequestContext());
    if (configuration.roles().contains(ProcessRole.API)) {
      Endpoints.register(
          environment.jersey().getResourceConfig(),
          configuration,
          stores,
          services,
          running,
          provider.accounts(),
          meters,
          environment.getObjectMapper(),
          relays::wakeOutbox,
          relays::wakeWebhooks);
      environment
          .servlets()
          .addServlet(
              "webhook",
              new QualiphyWebhookServlet(
                  intake,
                  stores.deliveries(),
                  stores.reader(),
                  new UnknownTokenLimit(configuration.webhook().unknownTokensPerMinute()),
                  environment.getObjectMapper(),
                  meters))
          .addMapping(QualiphyWebhookServlet.PATHS);
    }
    if (configuration.roles().contains(ProcessRole.RELAY)) {
      relaying(relays::sweep, relays::wake);
      relays.manage(environment.lifecycle());
      environment
          .lifecycle()
          .manage(
              new Relay<>(
                  "store",
                  services.storeRelay(stores),
                  configuration.relay().withThreads(1),
                  clock,
                  meters));
      // Closed before the relays, which do not wait for receivers then.
      environment.lifecycle().manage(new AutoCloseableManager(sender));
    }
    if (configuration.roles().contains(ProcessRole.WORKER)) {
      environment.lifecycle().manage(Activities.worker(configuration, stores, provider, temporal));
    }
    if (engine.forgetsRuns()) {
      new Rebuild(jdbi, stores.journeys(), journey -> false, journey -> {}, clock, LOG::debug)
          .run(Rebuild.Work.START, Rebuild.Mode.FOR_REAL);
    }
  }

  @Override
  protected void onFatalError(Throwable error) {
    System.exit(ExitWith.codeOf(error));
  }

  /** The clock of the whole process; PostgreSQL and Temporal keep no finer instants. */
  protected InstantSource clock() {
    return () -> Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Sweep and relays are there.
   *
   * @param sweepNow sweeps now instead of at the next turn
   * @param wakeRelays makes them look for what is due now
   */
  protected void relaying(Runnable sweepNow, Runnable wakeRelays) {}

  /** At the admin port, beside Dropwizard's own /metrics. */
  private static MeterRegistry meters(RecordStores stores, Environment environment) {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters
        .getPrometheusRegistry()
        .register(new RecordMetrics(now -> RecordReading.of(stores.jdbi(), now), stores.clock()));
    Gauge.builder(
            "journey.clock.skew.seconds",
            stores.jdbi(),
            jdbi -> Database.clockSkew(jdbi, InstantSource.system()).toMillis() / 1000.0)
        .register(meters);
    environment
        .admin()
        .addServlet("prometheus", new PrometheusServlet(meters))
        .addMapping("/metrics/prometheus");
    return meters;
  }

  private static InviteProvider inviteProvider(
      JourneyConfiguration configuration, Predicate<ClinicId> isPaused, CallObserver calls) {
    ProviderConfiguration provider = configuration.provider();
    return new InviteProvider(
        new QualiphyClient(
            provider.baseUrl(),
            provider.connectTimeout().toJavaDuration(),
            provider.answerTimeout().toJavaDuration(),
            isPaused,
            calls),
        configuration.clinics().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> entry.getValue().key(entry.getKey()))),
        configuration.publicBaseUrl());
  }

  protected Database database(JourneyConfiguration configuration, Environment environment) {
    Database database =
        new Database(
            configuration.database().application(), configuration.database().maximumConnections());
    environment.lifecycle().manage(new AutoCloseableManager(database));
    return database;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the watch catches what it throws
  private static void repeat(PauseWatch watch, Environment environment) {
    environment
        .lifecycle()
        .scheduledExecutorService("pauses", true)
        .build()
        .scheduleWithFixedDelay(watch, 0, PauseWatch.EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private WorkflowClient temporal(
      Encryption encryption, MeterRegistry meters, Environment environment) {
    Scope metrics = TemporalMetrics.into(meters);
    environment.lifecycle().manage(new AutoCloseableManager(metrics));
    WorkflowServiceStubs stubs = engine.stubs(metrics);
    environment.lifecycle().manage(new AutoCloseableManager(stubs::shutdown));
    return client(stubs, encryption);
  }

  /** Of a command: the process ends with it. */
  private RecordStores stores(JourneyConfiguration configuration) {
    return RecordStores.of(
        new Database(configuration.database().application(), 2).jdbi(),
        encryption(configuration),
        configuration,
        clock());
  }

  /** Of a command that encrypts: refused with other keys than the record's. */
  private RecordStores writable(JourneyConfiguration configuration) {
    RecordStores stores = stores(configuration);
    stores.orders().expectKeysOfRecord();
    return stores;
  }

  private GoLive goLive(JourneyConfiguration configuration) {
    RecordStores stores = stores(configuration);
    return new GoLive(
        configuration,
        stores.jdbi().onDemand(EvidenceDao.class),
        order -> stores.orders().current(order.clinic(), order.orderId()).patient());
  }

  private Rebuild rebuild(JourneyConfiguration configuration) {
    RecordStores stores = writable(configuration);
    RunningJourneys running =
        new RunningJourneys(
            client(engine.stubs(), stores.encryption()), configuration.examTitles());
    RecordRestored restored = new RecordRestored("rebuild-" + stores.clock().instant());
    return new Rebuild(
        stores.jdbi(),
        stores.journeys(),
        running.present(),
        journey -> running.signal(journey, restored),
        stores.clock(),
        LOG::info);
  }

  private static Encryption encryption(JourneyConfiguration configuration) {
    return new Encryption(configuration.encryption().toKeys());
  }

  private WorkflowClient client(WorkflowServiceStubs stubs, Encryption encryption) {
    WorkflowClientOptions options =
        engine
            .clientOptions()
            .setDataConverter(
                new EncryptingConverter(
                    JourneyJson.dataConverter(), new EncryptingCodec(encryption)))
            .build();
    return WorkflowClient.newInstance(stubs, options);
  }
}
