package org.patientjourney.activities.pdf;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.webhook.ConsultationDetail;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.record.OutboxKind;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.pdf.PdfCopyId;

/** Takes up the links that events bring; part of the transaction that deals with the event. */
public final class PdfLinks {
  private final Encryption encryption;

  public PdfLinks(Encryption encryption) {
    this.encryption = encryption;
  }

  /** The context that a stored link is encrypted in. */
  static String context(PdfCopyId copy) {
    return "pdf_copy.link:" + copy.journeyId() + ":" + copy.digest();
  }

  /**
   * Wants a copy of the event's PDF, if it has one and there is none yet, and leaves a row for the
   * relay. A duplicate has the digest of its original: its link, alive for longer, takes the place
   * of the one that failed.
   *
   * @param receivedAt of the delivery: its link dies a day later
   */
  public void offer(
      Handle handle,
      JourneyId journey,
      WebhookDeliveryId delivery,
      Instant receivedAt,
      Reading reading,
      Instant now) {
    if (reading instanceof Reading.Consultation event) {
      offer(
          handle,
          new PdfCopyId(journey, event.digest()),
          delivery,
          receivedAt,
          event.detail(),
          now);
    } else if (reading instanceof Reading.Prescription event) {
      offer(
          handle,
          new PdfCopyId(journey, event.digest()),
          delivery,
          receivedAt,
          event.detail(),
          now);
    }
  }

  private void offer(
      Handle handle,
      PdfCopyId copy,
      WebhookDeliveryId delivery,
      Instant receivedAt,
      ConsultationDetail detail,
      Instant now) {
    @Nullable String url = detail.examUrl();
    if (url == null || url.isBlank()) {
      return;
    }
    byte[] link = encryption.encryptText(url, context(copy));
    Instant diesAt = receivedAt.plus(PdfCopyRow.LINK_LIFE);
    if (handle.attach(PdfCopyDao.class).offer(copy, delivery, link, diesAt, now)) {
      handle
          .attach(OutboxDao.class)
          .insert(OutboxKind.PDF_COPY, copy.journeyId(), StoredJson.write(copy), now);
    }
  }
}
