package org.patientjourney.sandbox.state;

import java.util.Locale;

/** The provider's endpoints, as routes, calls and faults name them. */
public enum ProviderEndpoint {
  EXAM_LIST("api_key", false),
  EXAM_INVITE("phone_number", true),
  EXAM_INVITE_RESEND("patient_exam_id", true),
  EXAM_INVITE_CANCEL("patient_exam_id", true),
  EXAM_QUESTIONS("exam_id", false),
  EXAM_SUBMIT_ANSWERS("answers", true),
  EXAM_UPLOAD_ATTACHMENT("patient_exam_id", true),
  PARTNER_PHARMACY_LIST("patient_state", false),
  PARTNER_PHARMACY_TREATMENT_PACKAGES("pharmacy_ids", false),
  CUSTOM_PHARMACY_SEARCH("search", false);

  private final String sampleField;
  private final boolean stores;

  ProviderEndpoint(String sampleField, boolean stores) {
    this.sampleField = sampleField;
    this.stores = stores;
  }

  /** A field that a refusal of this endpoint can name. */
  String sampleField() {
    return sampleField;
  }

  /** Whether a call changes anything. */
  boolean stores() {
    return stores;
  }

  public String path() {
    return "/api/" + wireName();
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
