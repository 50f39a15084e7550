package org.patientjourney.app;

import java.util.Map;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.patientjourney.activities.alarm.AlarmService;
import org.patientjourney.activities.attachment.AttachmentService;
import org.patientjourney.activities.audit.AuditStore;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.FollowUpList;
import org.patientjourney.activities.compliance.JourneyNotes;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.incident.IncidentService;
import org.patientjourney.activities.lookup.ProviderLookups;
import org.patientjourney.activities.qualiphy.client.ProviderAccounts;
import org.patientjourney.app.access.BearerKeyFilter;
import org.patientjourney.app.access.ClinicLimit;
import org.patientjourney.app.alarm.AlarmResource;
import org.patientjourney.app.clearance.ClearanceResource;
import org.patientjourney.app.compliance.AccessLogResource;
import org.patientjourney.app.compliance.AcknowledgementResource;
import org.patientjourney.app.compliance.AuditNotesResource;
import org.patientjourney.app.compliance.AuditResource;
import org.patientjourney.app.compliance.DeliveryBodyResource;
import org.patientjourney.app.compliance.InviteLinkResource;
import org.patientjourney.app.compliance.OrderContentResource;
import org.patientjourney.app.compliance.PdfContentResource;
import org.patientjourney.app.compliance.ResolutionResource;
import org.patientjourney.app.compliance.TimelineResource;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.consultation.ConsultationResource;
import org.patientjourney.app.followup.FollowUpResource;
import org.patientjourney.app.incident.IncidentResource;
import org.patientjourney.app.journey.CommandResource;
import org.patientjourney.app.journey.CommandService;
import org.patientjourney.app.journey.JourneyResource;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.lookup.AttachmentResource;
import org.patientjourney.app.lookup.ExamLookupResource;
import org.patientjourney.app.lookup.PharmacyLookupResource;
import org.patientjourney.app.obligation.ObligationResource;
import org.patientjourney.app.openapi.DocsResource;
import org.patientjourney.app.openapi.OpenApiResource;
import org.patientjourney.app.order.OrderCommandResource;
import org.patientjourney.app.order.OrderReader;
import org.patientjourney.app.order.OrderResource;
import org.patientjourney.app.order.OrderRules;
import org.patientjourney.app.order.OrderService;
import org.patientjourney.app.pdf.PdfCopyResource;
import org.patientjourney.app.prescription.PrescriptionResource;
import org.patientjourney.app.query.KnownParameters;
import org.patientjourney.app.relay.JourneyCommands;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.app.shipment.ShipmentResource;
import org.patientjourney.app.webhook.Assignment;
import org.patientjourney.app.webhook.Replay;
import org.patientjourney.app.webhook.StoredDeliveries;
import org.patientjourney.app.webhook.WebhookDeliveryResource;
import org.patientjourney.workflows.order.ExamId;

/** Every door of the API, and who may enter. */
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

  void open(ResourceConfig jersey) {
    jersey.register(new BearerKeyFilter(configuration.access()));
    jersey.register(RolesAllowedDynamicFeature.class);
    jersey.register(ClinicLimit.class);
    jersey.register(KnownParameters.class);
    Journeys journeys = new Journeys(stores.jdbi(), stores.policy(), stores.clock());
    jersey.register(new JourneyResource(journeys));
    IncidentService incidents =
        new IncidentService(stores.jdbi(), stores.encryption(), stores.clock());
    GivenCommands given = new GivenCommands(stores.jdbi(), stores.encryption(), stores.clock());
    CommandService desk = new CommandService(journeys, commands, incidents, given);
    jersey.register(new CommandResource(journeys, desk, running, stores.journeys(), wakeOutbox));
    openOrders(jersey, journeys, desk, given);
    jersey.register(new IncidentResource(incidents, given, wakeOutbox));
    jersey.register(new ClearanceResource(stores.jdbi(), stores.clock()));
    AlarmService alarms = new AlarmService(stores.jdbi(), stores.encryption(), stores.clock());
    openToOperations(jersey, alarms, given);
    openToCompliance(jersey, alarms, incidents);
    openLookups(jersey);
    jersey.register(new OpenApiResource());
    jersey.register(new DocsResource());
  }

  private void openOrders(
      ResourceConfig jersey, Journeys journeys, CommandService desk, GivenCommands given) {
    Map<ExamId, CatalogueEntry> catalogue = configuration.catalogueByExam();
    OrderRules rules =
        new OrderRules(
            configuration.mode(),
            configuration.clinics().keySet(),
            catalogue,
            configuration.unservedStates(),
            stores.clock());
    jersey.register(
        new OrderResource(
            new OrderReader(rules),
            new OrderService(
                stores.orders(), catalogue, configuration.clinics(), stores.clock(), wakeOutbox)));
    jersey.register(new OrderCommandResource(stores.orders(), rules, journeys, desk, given));
  }

  private void openToOperations(ResourceConfig jersey, AlarmService alarms, GivenCommands given) {
    jersey.register(new AlarmResource(alarms, given));
    jersey.register(new ObligationResource(stores.jdbi()));
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
  }

  private void openToCompliance(
      ResourceConfig jersey, AlarmService alarms, IncidentService incidents) {
    AccessLog accessLog = new AccessLog(stores.jdbi(), stores.encryption(), stores.clock());
    PersonalReads reads =
        new PersonalReads(stores.jdbi(), stores.encryption(), stores.reports(), accessLog);
    jersey.register(new OrderContentResource(reads));
    jersey.register(new InviteLinkResource(reads));
    jersey.register(new DeliveryBodyResource(reads));
    jersey.register(new ConsultationResource(reads));
    jersey.register(new PrescriptionResource(reads));
    jersey.register(new ShipmentResource(reads));
    jersey.register(new FollowUpResource(new FollowUpList(stores.jdbi(), reads), stores.clock()));
    jersey.register(new PdfContentResource(reads));
    jersey.register(new PdfCopyResource(stores.jdbi()));
    jersey.register(new AccessLogResource(accessLog));
    jersey.register(new AuditResource(new AuditStore(stores.jdbi())));
    JourneyNotes notes = new JourneyNotes(stores.journal(), stores.encryption(), accessLog);
    jersey.register(new TimelineResource(notes));
    jersey.register(new AuditNotesResource(notes));
    jersey.register(new AcknowledgementResource(alarms, notes));
    jersey.register(new ResolutionResource(incidents, notes));
  }

  private void openLookups(ResourceConfig jersey) {
    ProviderLookups lookups = new ProviderLookups(accounts);
    jersey.register(new ExamLookupResource(lookups, configuration.catalogue()));
    jersey.register(new PharmacyLookupResource(lookups));
    jersey.register(
        new AttachmentResource(
            new AttachmentService(stores.jdbi(), stores.encryption(), accounts, stores.clock())));
  }
}
