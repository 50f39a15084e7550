package org.patientjourney.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.attachment.AttachmentService;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.lookup.ProviderLookups;
import org.patientjourney.activities.qualiphy.client.QualiphyClient.ProviderAccounts;
import org.patientjourney.app.access.BearerKeyFilter;
import org.patientjourney.app.access.ClinicLimit;
import org.patientjourney.app.access.Sessions;
import org.patientjourney.app.alarm.AlarmResource;
import org.patientjourney.app.callback.CallbackResource;
import org.patientjourney.app.certificate.CertificateResource;
import org.patientjourney.app.certificate.Certificates;
import org.patientjourney.app.certificate.TemporalRuns;
import org.patientjourney.app.clearance.ClearanceResource;
import org.patientjourney.app.codec.AllowedOrigins;
import org.patientjourney.app.codec.CodecResource;
import org.patientjourney.app.codec.EncryptingCodec;
import org.patientjourney.app.command.CommandResource;
import org.patientjourney.app.command.CommandService;
import org.patientjourney.app.command.Offers;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.compliance.AccessLogResource;
import org.patientjourney.app.compliance.JournalResource;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.console.AccessLogPageResource;
import org.patientjourney.app.console.AlarmPageResource;
import org.patientjourney.app.console.DeliveryPageResource;
import org.patientjourney.app.console.FollowUpPageResource;
import org.patientjourney.app.console.FormFilter;
import org.patientjourney.app.console.IncidentPageResource;
import org.patientjourney.app.console.JourneyPageResource;
import org.patientjourney.app.console.LoginResource;
import org.patientjourney.app.console.PageWriter;
import org.patientjourney.app.console.PausePageResource;
import org.patientjourney.app.console.RecordsPageResource;
import org.patientjourney.app.console.SessionFilter;
import org.patientjourney.app.console.StoreOrderPageResource;
import org.patientjourney.app.console.TodayResource;
import org.patientjourney.app.erasure.PatientDataResource;
import org.patientjourney.app.export.Export;
import org.patientjourney.app.export.ExportResource;
import org.patientjourney.app.followup.FollowUpResource;
import org.patientjourney.app.incident.IncidentResource;
import org.patientjourney.app.intake.StoreDeliveryResource;
import org.patientjourney.app.intake.StoreWebhookResource;
import org.patientjourney.app.journey.JourneyResource;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.lookup.AttachmentResource;
import org.patientjourney.app.lookup.LookupResource;
import org.patientjourney.app.obligation.ObligationResource;
import org.patientjourney.app.openapi.DocsResource;
import org.patientjourney.app.openapi.OpenApiResource;
import org.patientjourney.app.order.OrderCommandResource;
import org.patientjourney.app.order.OrderReader;
import org.patientjourney.app.order.OrderResource;
import org.patientjourney.app.order.OrderService;
import org.patientjourney.app.pause.PauseResource;
import org.patientjourney.app.query.KnownParameters;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.app.report.ReportResource;
import org.patientjourney.app.webhook.DeliveryCommands;
import org.patientjourney.app.webhook.StoredDeliveries;
import org.patientjourney.app.webhook.WebhookDeliveryResource;
import org.patientjourney.workflows.order.ExamId;

/** Every endpoint of the API, with the filters before them. */
final class Endpoints {
  private Endpoints() {}

  /**
   * Registers all of them.
   *
   * @param json what the API writes its answers with
   * @param wakeOutbox when a row for the outbox relay was stored
   * @param wakeWebhooks when a webhook delivery is due
   */
  static void register(
      ResourceConfig jersey,
      JourneyConfiguration configuration,
      RecordStores stores,
      Services services,
      RunningJourneys running,
      ProviderAccounts accounts,
      MeterRegistry meters,
      ObjectMapper json,
      Runnable wakeOutbox,
      Runnable wakeWebhooks) {
    Jdbi jdbi = stores.jdbi();
    Encryption encryption = stores.encryption();
    InstantSource clock = stores.clock();
    Map<ExamId, CatalogueEntry> catalogue = configuration.catalogueByExam();
    Journeys journeys = services.journeys();
    GivenCommands given = services.given();
    PersonalReads reads = stores.reads();
    CommandService service = services.commands();
    OrderReader reader = services.reader();
    OrderService orders = services.orders();
    ProviderLookups lookups = new ProviderLookups(accounts);

    jersey.register(new AllowedOrigins(configuration.codec().allowedOrigins()));
    jersey.register(new BearerKeyFilter(configuration.access()));
    jersey.register(RolesAllowedDynamicFeature.class);
    jersey.register(ClinicLimit.class);
    jersey.register(KnownParameters.class);
    OrderResource orderEndpoints = new OrderResource(reader, orders, reads);
    jersey.register(orderEndpoints);
    jersey.register(
        new OrderCommandResource(
            orders,
            stores.orders(),
            reader,
            journeys,
            service,
            new SubjectCommands(given, "order")));
    JourneyResource journeyList = new JourneyResource(journeys, clock);
    jersey.register(journeyList);
    CommandResource commands = new CommandResource(journeys, service);
    jersey.register(commands);
    ReportResource reports = new ReportResource(jdbi, journeys, reads);
    jersey.register(reports);
    jersey.register(new ClearanceResource(jdbi, clock));
    FollowUpResource followUps = new FollowUpResource(jdbi, reads, clock);
    jersey.register(followUps);
    jersey.register(
        new CertificateResource(
            new Certificates(jdbi, reads, new TemporalRuns(running::latestRun), clock)));
    jersey.register(new ObligationResource(jdbi));
    IncidentResource incidents =
        new IncidentResource(
            services.incidents(), new SubjectCommands(given, "incident"), reads, wakeOutbox);
    jersey.register(incidents);
    AlarmResource alarms =
        new AlarmResource(
            new AlarmStore(jdbi, encryption, clock), new SubjectCommands(given, "alarm"), reads);
    jersey.register(alarms);
    PauseResource pauses =
        new PauseResource(
            stores.pauses(),
            configuration.clinics().keySet(),
            new SubjectCommands(given, "pause"),
            reads);
    jersey.register(pauses);
    jersey.register(new ExportResource(new Export(jdbi, reads, clock)));
    jersey.register(
        new PatientDataResource(
            stores.erasures(configuration.retention().afterClose().toJavaDuration()),
            stores.legalHolds(),
            new SubjectCommands(given, "patient"),
            new SubjectCommands(given, "legal-hold"),
            reads));
    jersey.register(
        new CallbackResource(
            jdbi,
            configuration.callbackEndpoints().values().stream().flatMap(List::stream).toList(),
            new SubjectCommands(given, "callback"),
            clock));
    jersey.register(
        new StoreWebhookResource(
            stores.storeDeliveries(), services.intake(), configuration.clinics(), meters));
    StoreDeliveryResource storeDeliveries =
        new StoreDeliveryResource(jdbi, services.intake(), new SubjectCommands(given, "intake"));
    jersey.register(storeDeliveries);
    JournalResource journals = new JournalResource(jdbi, reads);
    jersey.register(journals);
    AccessLogResource accessLog = new AccessLogResource(stores.accessLog());
    jersey.register(accessLog);
    jersey.register(new CodecResource(new EncryptingCodec(encryption), reads));
    WebhookDeliveryResource deliveries = webhookDeliveries(stores, given, reads, wakeWebhooks);
    jersey.register(deliveries);
    jersey.register(new LookupResource(lookups, catalogue));
    jersey.register(
        new AttachmentResource(new AttachmentService(jdbi, encryption, accounts, clock)));
    jersey.register(new OpenApiResource());
    jersey.register(new DocsResource());
    registerConsole(jersey, configuration, encryption);
    jersey.register(new TodayResource(journeys, alarms, incidents, followUps, clock));
    Offers offers = new Offers(service, running::presence, stores.policy(), clock);
    jersey.register(
        new JourneyPageResource(
            journeyList, journeys, commands, offers, configuration.console().temporalUi()));
    jersey.register(new AlarmPageResource(alarms));
    jersey.register(new IncidentPageResource(incidents));
    jersey.register(new PausePageResource(pauses));
    jersey.register(new StoreOrderPageResource(storeDeliveries));
    jersey.register(
        new RecordsPageResource(
            journals, reports, orderEndpoints, journeys, service, offers, json));
    jersey.register(new FollowUpPageResource(followUps, clock));
    jersey.register(new DeliveryPageResource(deliveries, clock));
    jersey.register(new AccessLogPageResource(accessLog, clock));
  }

  /** The frame of its pages. */
  private static void registerConsole(
      ResourceConfig jersey, JourneyConfiguration configuration, Encryption encryption) {
    Sessions sessions =
        new Sessions(
            configuration.access(),
            encryption,
            InstantSource.system(),
            configuration.publicBaseUrl().getScheme().equals("https"));
    jersey.register(new SessionFilter(sessions));
    jersey.register(new FormFilter());
    jersey.register(new PageWriter());
    jersey.register(new LoginResource(sessions));
  }

  private static WebhookDeliveryResource webhookDeliveries(
      RecordStores stores, GivenCommands given, PersonalReads reads, Runnable wakeWebhooks) {
    StoredDeliveries deliveries =
        new StoredDeliveries(stores.jdbi(), stores.deliveries(), stores.reports());
    DeliveryCommands commands =
        new DeliveryCommands(
            stores.jdbi(), deliveries, stores.journal(), stores.policy(), stores.clock());
    return new WebhookDeliveryResource(
        deliveries, commands, new SubjectCommands(given, "delivery"), reads, wakeWebhooks);
  }
}
