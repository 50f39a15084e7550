package org.patientjourney.activities.qualiphy;

import java.nio.charset.StandardCharsets;

/** Invented files. */
public final class TestAttachments {
  private TestAttachments() {}

  /** The brace ends the request for a BreakingServer. */
  public static Attachment report() {
    return new Attachment("lab report.pdf", "Lab", pdf("Quokkacanary {7.4}"));
  }

  public static byte[] pdf(String text) {
    return ("%PDF-1.7\n" + text + "\n%%EOF").getBytes(StandardCharsets.UTF_8);
  }
}
