package org.patientjourney.app;

import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
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
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.AuditStore;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.database.Database;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.invite.InviteActivitiesImpl;
import org.patientjourney.activities.invite.InviteProvider;
import org.patientjourney.activities.journey.JournalStore;
import org.patientjourney.activities.journey.JourneyActivitiesImpl;
import org.patientjourney.activities.journey.JourneyStore;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.outbox.OutboxDao;
import org.patientjourney.activities.outbox.OutboxRow;
import org.patientjourney.activities.qualiphy.QualiphyClient;
import org.patientjourney.activities.qualiphy.QualiphyWebhookReader;
import org.patientjourney.activities.webhook.ConsultationStore;
import org.patientjourney.activities.webhook.WebhookDeliveryRow;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.access.BearerKeyFilter;
import org.patientjourney.app.access.ClinicLimit;
import org.patientjourney.app.compliance.AccessLogResource;
import org.patientjourney.app.compliance.AuditResource;
import org.patientjourney.app.compliance.DeliveryBodyResource;
import org.patientjourney.app.compliance.InviteLinkResource;
import org.patientjourney.app.compliance.OrderContentResource;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.configuration.JourneyConfiguration.ProcessRole;
import org.patientjourney.app.configuration.ProviderConfiguration;
import org.patientjourney.app.configuration.VariableSourceProvider;
import org.patientjourney.app.health.DatabaseHealthCheck;
import org.patientjourney.app.journey.AlarmResource;
import org.patientjourney.app.journey.JourneyCommands;
import org.patientjourney.app.journey.JourneyResource;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.openapi.DocsResource;
import org.patientjourney.app.openapi.OpenApiResource;
import org.patientjourney.app.order.OrderDesk;
import org.patientjourney.app.order.OrderReader;
import org.patientjourney.app.order.OrderResource;
import org.patientjourney.app.order.OrderRules;
import org.patientjourney.app.problem.ProblemMapper;
import org.patientjourney.app.relay.OutboxRelay;
import org.patientjourney.app.relay.Relay;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.app.webhook.QualiphyWebhookResource;
import org.patientjourney.app.webhook.WebhookRelay;
import org.patientjourney.app.worker.ClusterEngine;
import org.patientjourney.app.worker.EncryptingCodec;
import org.patientjourney.app.worker.Engine;
import org.patientjourney.app.worker.JourneyWorker;
import org.patientjourney.workflows.exam.ExamId;
import org.patientjourney.workflows.journey.JourneyJson;
import org.patientjourney.workflows.journey.JourneyPolicy;

/** Constructs everything, visibly. */
public class JourneyApplication extends Application<JourneyConfiguration> {
  private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(5);

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
    bootstrap.getObjectMapper().registerModule(new JavaTimeModule());
    bootstrap
        .getObjectMapper()
        .disable(
            SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
  }

  @Override
  public void run(JourneyConfiguration configuration, Environment environment) {
    InstantSource clock = () -> Instant.now().truncatedTo(ChronoUnit.MILLIS);
    JourneyPolicy policy = configuration.policy().toPolicy();
    Encryption encryption = new Encryption(configuration.encryption().toKeys());
    Database database = database(configuration, environment);
    Jdbi jdbi = database.jdbi();
    WorkflowClient temporal = temporal(encryption, environment);

    QualiphyWebhookReader reader = new QualiphyWebhookReader();
    JournalStore journal = new JournalStore(encryption);
    OrderStore orders = new OrderStore(jdbi, encryption, journal, policy, clock);
    WebhookStore deliveries = new WebhookStore(jdbi, encryption, clock);
    RunningJourneys running = new RunningJourneys(temporal);

    Relay<OutboxRow> outboxRelay =
        new Relay<>("outbox", new OutboxRelay(jdbi, running, clock), configuration.relay(), clock);
    Relay<WebhookDeliveryRow> webhookRelay =
        new Relay<>(
            "webhook",
            new WebhookRelay(
                jdbi,
                deliveries,
                reader,
                running,
                new JourneyStore(jdbi, journal, policy, clock),
                policy,
                clock),
            configuration.relay(),
            clock);

    environment.healthChecks().register("postgresql", new DatabaseHealthCheck(jdbi));
    environment.jersey().register(new ProblemMapper());
    if (configuration.roles().contains(ProcessRole.API)) {
      Map<ExamId, CatalogueEntry> catalogue =
          configuration.catalogue().stream()
              .collect(Collectors.toUnmodifiableMap(CatalogueEntry::examId, Function.identity()));
      OrderRules rules =
          new OrderRules(
              configuration.mode(),
              configuration.clinics().keySet(),
              catalogue,
              configuration.unservedStates(),
              clock);
      OrderDesk desk =
          new OrderDesk(orders, catalogue, configuration.clinics(), clock, outboxRelay::wake);
      environment.jersey().register(new BearerKeyFilter(configuration.access()));
      environment.jersey().register(RolesAllowedDynamicFeature.class);
      environment.jersey().register(ClinicLimit.class);
      environment.jersey().register(new OrderResource(new OrderReader(rules), desk));
      environment
          .jersey()
          .register(
              new JourneyResource(
                  new Journeys(jdbi, policy), new JourneyCommands(temporal, COMMAND_PATIENCE)));
      environment.jersey().register(new AlarmResource(jdbi));
      AccessLog accessLog = new AccessLog(jdbi, encryption, clock);
      PersonalReads reads = new PersonalReads(jdbi, encryption, accessLog);
      environment.jersey().register(new OrderContentResource(reads));
      environment.jersey().register(new InviteLinkResource(reads));
      environment.jersey().register(new DeliveryBodyResource(reads));
      environment.jersey().register(new AccessLogResource(accessLog));
      environment.jersey().register(new AuditResource(new AuditStore(jdbi)));
      environment
          .jersey()
          .register(new QualiphyWebhookResource(deliveries, reader, webhookRelay::wake));
      environment.jersey().register(new OpenApiResource());
      environment.jersey().register(new DocsResource());
    }
    if (configuration.roles().contains(ProcessRole.RELAY)) {
      environment.lifecycle().manage(outboxRelay);
      environment.lifecycle().manage(webhookRelay);
    }
    if (configuration.roles().contains(ProcessRole.WORKER)) {
      ProviderConfiguration provider = configuration.provider();
      environment
          .lifecycle()
          .manage(
              new JourneyWorker(
                  temporal,
                  new JourneyActivitiesImpl(
                      jdbi, journal, new ConsultationStore(encryption, reader), policy, clock),
                  new InviteActivitiesImpl(
                      jdbi, encryption, orders, inviteProvider(configuration), clock),
                  provider.callsPerSecond()));
    }
    if (engine.forgetsRuns()) {
      jdbi.useExtension(
          OutboxDao.class,
          dao -> {
            dao.repeatStarts(clock.instant());
            dao.startOpenJourneys(clock.instant());
          });
    }
  }

  private static InviteProvider inviteProvider(JourneyConfiguration configuration) {
    ProviderConfiguration provider = configuration.provider();
    return new InviteProvider(
        new QualiphyClient(
            provider.baseUrl(),
            provider.connectTimeout().toJavaDuration(),
            provider.answerTimeout().toJavaDuration()),
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
