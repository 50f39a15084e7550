package org.patientjourney.app;

import java.util.Map;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.patientjourney.activities.alarm.AlarmService;
import org.patientjourney.activities.attachment.AttachmentService;
import org.patientjourney.activities.audit.AuditStore;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.JourneyNotes;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.incident.IncidentService;
import org.patientjourney.activities.lookup.ProviderLookups;
import org.patientjourney.activities.qualiphy.client.ProviderAccounts;
import org.patientjourney.app.access.BearerKeyFilter;
import org.patientjourney.app.access.ClinicLimit;
import org.patientjourney.app.alarm.AlarmResource;
import org.patientjourney.app.clearance.ClearanceResource;
import org.patientjourney.app.command.CommandResource;
import org.patientjourney.app.command.CommandService;
import org.patientjourney.app.compliance.AccessLogResource;
import org.patientjourney.app.compliance.JournalResource;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.followup.FollowUpResource;
import org.patientjourney.app.incident.IncidentResource;
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
import org.patientjourney.app.order.OrderRules;
import org.patientjourney.app.order.OrderService;
import org.patientjourney.app.query.KnownParameters;
import org.patientjourney.app.relay.JourneyCommands;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.app.report.DeliveryBodyResource;
import org.patientjourney.app.report.PdfResource;
import org.patientjourney.app.report.ReportResource;
import org.patientjourney.app.webhook.Assignment;
import org.patientjourney.app.webhook.Replay;
import org.patientjourney.app.webhook.StoredDeliveries;
import org.patientjourney.app.webhook.WebhookDeliveryResource;
import org.patientjourney.workflows.order.ExamId;

/** Every endpoint of the API, with the filters before them. */
final class Endpoints {
  private final JourneyConfiguration configuration;
  private final RecordStores stores;
  private final JourneyCommands commands;
  private final RunningJourneys running;
  private final ProviderAccounts accounts;
  private final Runnable wakeOutbox;
  private final Runnable wakeWebhooks;

  /**
   * @param wakeOutbox when a row for the outbox relay was stored
   * @param wakeWebhooks when a webhook delivery is due
   */
  Endpoints(
      JourneyConfiguration configuration,
      RecordStores stores,
      JourneyCommands commands,
      RunningJourneys running,
      ProviderAccounts accounts,
      Runnable wakeOutbox,
      Runnable wakeWebhooks) {
    this.configuration = configuration;
    this.stores = stores;
    this.commands = commands;
    this.running = running;
    this.accounts = accounts;
    this.wakeOutbox = wakeOutbox;
    this.wakeWebhooks = wakeWebhooks;
  }

  void register(ResourceConfig jersey) {
    jersey.register(new BearerKeyFilter(configuration.access()));
    jersey.register(RolesAllowedDynamicFeature.class);
    jersey.register(ClinicLimit.class);
    jersey.register(KnownParameters.class);
    Journeys journeys = new Journeys(stores.jdbi(), stores.policy());
    IncidentService incidents =
        new IncidentService(stores.jdbi(), stores.encryption(), stores.clock());
    GivenCommands given = new GivenCommands(stores.jdbi(), stores.encryption(), stores.clock());
    AccessLog accessLog = new AccessLog(stores.jdbi(), stores.encryption(), stores.clock());
    PersonalReads reads =
        new PersonalReads(stores.jdbi(), stores.encryption(), stores.reports(), accessLog);
    JourneyNotes notes = new JourneyNotes(stores.journal(), stores.encryption(), accessLog);
    CommandService service =
        new CommandService(
            journeys, commands, running, stores.journeys(), incidents, given, wakeOutbox);
    registerOrders(jersey, journeys, service, given, reads);
    jersey.register(new JourneyResource(journeys, stores.clock()));
    jersey.register(new CommandResource(journeys, service));
    jersey.register(new ReportResource(reads));
    jersey.register(new PdfResource(stores.jdbi(), journeys, reads));
    jersey.register(new ClearanceResource(stores.jdbi(), stores.clock()));
    jersey.register(new FollowUpResource(stores.jdbi(), reads, stores.clock()));
    jersey.register(new ObligationResource(stores.jdbi()));
    jersey.register(new IncidentResource(incidents, given, notes, wakeOutbox));
    jersey.register(
        new AlarmResource(
            new AlarmService(stores.jdbi(), stores.encryption(), stores.clock()), given, notes));
    jersey.register(new JournalResource(new AuditStore(stores.jdbi()), notes));
    jersey.register(new AccessLogResource(accessLog));
    registerWebhooks(jersey, given, reads);
    registerLookups(jersey);
    jersey.register(new OpenApiResource());
    jersey.register(new DocsResource());
  }

  private void registerOrders(
      ResourceConfig jersey,
      Journeys journeys,
      CommandService commandService,
      GivenCommands given,
      PersonalReads reads) {
    Map<ExamId, CatalogueEntry> catalogue = configuration.catalogueByExam();
    OrderReader reader =
        new OrderReader(
            new OrderRules(
                configuration.mode(),
                configuration.clinics().keySet(),
                catalogue,
                configuration.unservedStates(),
                stores.clock()));
    OrderService service =
        new OrderService(
            stores.orders(), catalogue, configuration.clinics(), stores.clock(), wakeOutbox);
    jersey.register(new OrderResource(reader, service, reads));
    jersey.register(
        new OrderCommandResource(
            service, stores.orders(), reader, journeys, commandService, given));
  }

  private void registerWebhooks(ResourceConfig jersey, GivenCommands given, PersonalReads reads) {
    jersey.register(
        new WebhookDeliveryResource(
            new StoredDeliveries(stores.jdbi(), stores.deliveries(), stores.reader()),
            new Assignment(
                stores.jdbi(),
                stores.deliveries(),
                stores.reader(),
                stores.journal(),
                stores.policy(),
                stores.clock()),
            new Replay(
                stores.jdbi(),
                stores.deliveries(),
                stores.reader(),
                stores.journal(),
                stores.policy(),
                stores.clock()),
            given,
            wakeWebhooks));
    jersey.register(new DeliveryBodyResource(reads));
  }

  private void registerLookups(ResourceConfig jersey) {
    ProviderLookups lookups = new ProviderLookups(accounts);
    jersey.register(new LookupResource(lookups, configuration.catalogue()));
    jersey.register(
        new AttachmentResource(
            new AttachmentService(stores.jdbi(), stores.encryption(), accounts, stores.clock())));
  }
}
