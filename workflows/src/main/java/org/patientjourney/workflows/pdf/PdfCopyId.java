package org.patientjourney.workflows.pdf;

import java.util.regex.Pattern;
import org.patientjourney.workflows.order.JourneyId;

/**
 * One PDF of a journey: that of the event whose meaning has this digest, in any delivery of it
 * brought the link.
 *
 * @param digest lower-case hexadecimal SHA-256 of the event without its link
 */
public record PdfCopyId(JourneyId journeyId, String digest) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final int SHORT = 16;

  public PdfCopyId {
    if (!isDigest(digest)) {
      throw new IllegalArgumentException("the digest of an event is 64 hexadecimal digits");
    }
  }

  public static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  /** Short enough for a person, long enough to be unique within a journey. */
  public String shortDigest() {
    return digest.substring(0, SHORT);
  }

  @Override
  public String toString() {
    return journeyId + ":pdf:" + shortDigest();
  }
}
