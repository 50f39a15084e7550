package org.patientjourney.app;

import java.time.Duration;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.callback.Callbacks;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.erasure.Erasures;
import org.patientjourney.activities.erasure.LegalHolds;
import org.patientjourney.activities.intake.StoreDeliveries;
import org.patientjourney.activities.journey.JourneyStore;
import org.patientjourney.activities.journey.RecordWriter;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.pause.PauseWatch;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.activities.pdf.FirstTries;
import org.patientjourney.activities.pdf.PdfLinks;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.configuration.JourneyConfiguration.ProcessRole;
import org.patientjourney.app.relay.FirstStarts;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** The stores of the record, shared by endpoints, relays and workers. */
record RecordStores(
    Jdbi jdbi,
    Encryption encryption,
    JourneyPolicy policy,
    InstantSource clock,
    JournalStore journal,
    ProviderReports reports,
    RecordWriter writer,
    JourneyStore journeys,
    OrderStore orders,
    WebhookStore deliveries,
    QualiphyWebhookReader reader,
    FirstTries pdfs,
    PauseWatch paused) {

  /** Copied within seconds, unless their downloads are slow. */
  private static final int PDFS_WAITING = 16;

  static RecordStores of(
      Jdbi jdbi, Encryption encryption, JourneyConfiguration configuration, InstantSource clock) {
    JourneyPolicy policy = configuration.policy().toPolicy(configuration.provider());
    JournalStore journal = new JournalStore(encryption);
    QualiphyWebhookReader reader = new QualiphyWebhookReader();
    ProviderReports reports = new ProviderReports(encryption, reader);
    FirstTries pdfs =
        configuration.roles().contains(ProcessRole.RELAY)
            ? FirstTries.upTo(PDFS_WAITING)
            : FirstTries.none();
    PdfLinks pdfLinks = new PdfLinks(encryption, reports, pdfs);
    RecordWriter writer =
        new RecordWriter(
            journal,
            pdfLinks,
            new Callbacks(configuration.callbackEndpoints()),
            encryption,
            policy,
            configuration.policy().toFollowUpPolicy(),
            configuration.policy().clearanceValidity().toJavaDuration());
    return new RecordStores(
        jdbi,
        encryption,
        policy,
        clock,
        journal,
        reports,
        writer,
        new JourneyStore(jdbi, journal, pdfLinks, writer, clock),
        new OrderStore(jdbi, encryption, journal, policy, FirstStarts.WITHIN, clock),
        new WebhookStore(jdbi, encryption, configuration.webhook().quarantinePerSource(), clock),
        reader,
        pdfs,
        new PauseWatch(jdbi));
  }

  StoreDeliveries storeDeliveries() {
    return new StoreDeliveries(jdbi, encryption, clock);
  }

  Pauses pauses() {
    return new Pauses(jdbi, encryption, clock);
  }

  AccessLog accessLog() {
    return new AccessLog(jdbi, encryption, clock);
  }

  LegalHolds legalHolds() {
    return new LegalHolds(jdbi, encryption, clock);
  }

  Erasures erasures(Duration retention) {
    return new Erasures(jdbi, encryption, journal, accessLog(), retention, clock);
  }

  PersonalReads reads() {
    return new PersonalReads(jdbi, encryption, reports, accessLog());
  }
}
