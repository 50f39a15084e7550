package org.patientjourney.sandbox.state;

import org.jspecify.annotations.Nullable;

/** What is known of a file that the clinic attached; the file itself is not kept. */
public record Attachment(long attachmentId, String fileName, @Nullable String fileType, int bytes) {
  @Override
  public String toString() {
    return "Attachment[" + attachmentId + "]";
  }
}
