package org.patientjourney.activities.pdf;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * A row of {@code pdf_copy} without its link and its content.
 *
 * @param deliveryId the delivery that brought the link
 * @param tries with this link, that failed
 * @param failure of the latest try
 * @param nextTryAt null when no try is left
 * @param lateAt when the alarm at half of the link's lifetime was raised
 * @param contentSha256 of the PDF as it came, lower-case hexadecimal
 */
public record PdfCopyRow(
    JourneyId journeyId,
    String digest,
    WebhookDeliveryId deliveryId,
    State state,
    Instant wantedAt,
    Instant linkDiesAt,
    int tries,
    @Nullable PdfFailure failure,
    @Nullable Instant nextTryAt,
    @Nullable Instant lateAt,
    @Nullable Instant copiedAt,
    @Nullable Instant lostAt,
    @Nullable Long sizeBytes,
    @Nullable String contentSha256) {

  /** Stored: names are permanent. */
  public enum State {
    WANTED,
    COPIED,
    /** No try is left. A new link, from another delivery of the same event, starts again. */
    LOST
  }

  /** docs/provider.md, Links. */
  static final Duration LINK_LIFE = Duration.ofHours(24);

  boolean isWanted() {
    return state == State.WANTED;
  }

  Instant lateFrom() {
    return linkDiesAt.minus(LINK_LIFE.dividedBy(2));
  }
}
