package org.patientjourney.activities.attachment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.JourneyId;

/**
 * A row of the attachment table without the description.
 *
 * @param sha256 of the file, in lower-case hexadecimal
 * @param size in bytes
 * @param tries calls that were started
 * @param cause set unless SENT: a constant
 */
public record AttachmentRow(
    long attachmentId,
    JourneyId journeyId,
    String sha256,
    String mediaType,
    int size,
    State state,
    int tries,
    @Nullable Instant startedAt,
    @Nullable Instant answeredAt,
    @Nullable String cause) {

  /** Stored: names are permanent. */
  public enum State {
    /** Stored; nothing was sent. */
    PREPARED,
    /** A call was made or is being made. */
    STARTED,
    SENT,
    REFUSED,
    /** The provider may have it: sent again only if a caller asks for it. */
    UNKNOWN
  }
}
