package org.patientjourney.app;

import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.journey.JourneyStore;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.pdf.PdfLinks;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** What reads and writes the record: constructed once, shared by doors, relays and workers. */
record RecordStores(
    Jdbi jdbi,
    Encryption encryption,
    JourneyPolicy policy,
    InstantSource clock,
    JournalStore journal,
    ProviderReports reports,
    PdfLinks pdfLinks,
    JourneyStore journeys,
    OrderStore orders,
    WebhookStore deliveries,
    QualiphyWebhookReader reader) {

  static RecordStores of(
      Jdbi jdbi, Encryption encryption, JourneyPolicy policy, InstantSource clock) {
    JournalStore journal = new JournalStore(encryption);
    QualiphyWebhookReader reader = new QualiphyWebhookReader();
    ProviderReports reports = new ProviderReports(encryption, reader);
    PdfLinks pdfLinks = new PdfLinks(encryption, reports);
    return new RecordStores(
        jdbi,
        encryption,
        policy,
        clock,
        journal,
        reports,
        pdfLinks,
        new JourneyStore(jdbi, journal, pdfLinks, policy, clock),
        new OrderStore(jdbi, encryption, journal, policy, clock),
        new WebhookStore(jdbi, encryption, clock),
        reader);
  }
}
