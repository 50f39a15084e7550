package org.patientjourney.app.lookup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.attachment.AttachmentRow;
import org.patientjourney.workflows.order.JourneyId;

/**
 * A file that the provider has.
 *
 * @param sha256 of the file, in lower-case hexadecimal
 * @param mediaType as its first bytes say
 * @param size in bytes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttachmentView(
    long attachmentId,
    JourneyId journeyId,
    String sha256,
    String mediaType,
    int size,
    @Nullable Instant sentAt) {
  static AttachmentView of(AttachmentRow row) {
    return new AttachmentView(
        row.attachmentId(),
        row.journeyId(),
        row.sha256(),
        row.mediaType(),
        row.size(),
        row.answeredAt());
  }
}
