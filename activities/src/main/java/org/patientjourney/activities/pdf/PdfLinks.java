package org.patientjourney.activities.pdf;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.pdf.PdfCopyDao.DuePdf;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.pdf.PdfCopyId;

/**
 * Stores the links to PDFs that events bring, in the transaction that records the event.
 *
 * @param firstTries takes those that this process copies, after the commit
 */
public record PdfLinks(Encryption encryption, ProviderReports reports, FirstTries firstTries) {
  /** The context that a stored link is encrypted in. */
  static String context(PdfCopyId copy) {
    return "pdf_copy.link:" + copy.journeyId() + ":" + copy.digest();
  }

  /** Offers the link of a delivery that a journey has received. */
  public void offer(
      Handle handle, WebhookDelivery.WithBody stored, JourneyId journey, Instant now) {
    WebhookDelivery delivery = stored.delivery();
    offer(handle, journey, delivery.deliveryId(), delivery.receivedAt(), reports.read(stored), now);
  }

  /**
   * Requests a copy of the event's PDF, if it has one and there is no copy yet. A duplicate has the
   * digest of its original: its link lives longer and replaces the one that failed.
   *
   * @param receivedAt of the delivery: its link expires a day later
   */
  void offer(
      Handle handle,
      JourneyId journey,
      WebhookDeliveryId delivery,
      Instant receivedAt,
      Reading reading,
      Instant now) {
    if (!(reading instanceof Reading.ExamReport report)) {
      return;
    }
    String url = report.detail().examUrl();
    if (url == null || url.isBlank()) {
      return;
    }
    PdfCopyId copy = new PdfCopyId(journey, report.digest());
    byte[] link = encryption.encryptText(url, context(copy));
    Instant diesAt = receivedAt.plus(PdfCopyRow.LINK_LIFE);
    boolean isClaimed = firstTries.hasRoom();
    Instant firstTryAt = isClaimed ? now.plus(PdfCopies.LEASE) : now;
    boolean isStored =
        handle.attach(PdfCopyDao.class).offer(copy, delivery, link, diesAt, firstTryAt, now);
    if (isClaimed && isStored) {
      DuePdf claimed = new DuePdf(journey, copy.digest(), link, diesAt, 0);
      handle.afterCommit(() -> firstTries.add(claimed, now));
    }
  }
}
