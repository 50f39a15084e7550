package org.patientjourney.activities.qualiphy.client;

import java.util.Arrays;
import java.util.Locale;
import org.patientjourney.workflows.hold.HoldReason;

/** The four known meanings of a 401, which only its text distinguishes. */
enum UnauthorizedText {
  PROVIDER("patient care provider", HoldReason.PROVIDER_NOT_CONFIGURED),
  PRESCRIPTION_CONTRACT("prescriptive services", HoldReason.PRESCRIPTION_CONTRACT_UNSIGNED),
  AGREEMENTS("docusign", HoldReason.AGREEMENTS_UNSIGNED),
  KEY("unauthorized access", HoldReason.KEY_REFUSED);

  private final String distinctivePart;
  private final HoldReason reason;

  UnauthorizedText(String distinctivePart, HoldReason reason) {
    this.distinctivePart = distinctivePart;
    this.reason = reason;
  }

  static HoldReason reasonIn(String errorText) {
    String text = errorText.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    return Arrays.stream(values())
        .filter(known -> text.contains(known.distinctivePart))
        .map(known -> known.reason)
        .findFirst()
        .orElse(HoldReason.UNAUTHORIZED);
  }
}
