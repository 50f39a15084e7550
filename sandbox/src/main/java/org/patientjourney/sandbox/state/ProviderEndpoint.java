package org.patientjourney.sandbox.state;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The provider's endpoints, as routes, calls and faults name them. */
public enum ProviderEndpoint {
  EXAM_LIST("api_key"),
  EXAM_INVITE("phone_number"),
  EXAM_INVITE_RESEND("patient_exam_id"),
  EXAM_INVITE_CANCEL("patient_exam_id"),
  EXAM_QUESTIONS("exam_id"),
  EXAM_SUBMIT_ANSWERS("answers"),
  EXAM_UPLOAD_ATTACHMENT("patient_exam_id"),
  PARTNER_PHARMACY_LIST("patient_state"),
  PARTNER_PHARMACY_TREATMENT_PACKAGES("pharmacy_ids"),
  CUSTOM_PHARMACY_SEARCH("search");

  private final String sampleField;

  ProviderEndpoint(String sampleField) {
    this.sampleField = sampleField;
  }

  /** A field that a refusal of this endpoint can name. */
  String sampleField() {
    return sampleField;
  }

  public String path() {
    return "/api/" + wireName();
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ProviderEndpoint> find(String wireName) {
    return Arrays.stream(values()).filter(e -> e.wireName().equals(wireName)).findFirst();
  }
}
