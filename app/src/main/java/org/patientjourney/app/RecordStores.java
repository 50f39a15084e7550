package org.patientjourney.app;

import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.journey.JourneyStore;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.report.DeliveryContent;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** What reads and writes the record: constructed once, shared by doors, relays and workers. */
record RecordStores(
    Jdbi jdbi,
    Encryption encryption,
    JourneyPolicy policy,
    InstantSource clock,
    JournalStore journal,
    DeliveryContent content,
    JourneyStore journeys,
    OrderStore orders,
    WebhookStore deliveries,
    QualiphyWebhookReader reader) {

  static RecordStores of(
      Jdbi jdbi, Encryption encryption, JourneyPolicy policy, InstantSource clock) {
    JournalStore journal = new JournalStore(encryption);
    QualiphyWebhookReader reader = new QualiphyWebhookReader();
    DeliveryContent content = new DeliveryContent(encryption, reader);
    return new RecordStores(
        jdbi,
        encryption,
        policy,
        clock,
        journal,
        content,
        new JourneyStore(jdbi, journal, content, policy, clock),
        new OrderStore(jdbi, encryption, journal, policy, clock),
        new WebhookStore(jdbi, encryption, clock),
        reader);
  }
}
