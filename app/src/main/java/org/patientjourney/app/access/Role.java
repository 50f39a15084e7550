package org.patientjourney.app.access;

/** The roles of bearer keys, as {@code RolesAllowed} and {@code access.keys} name them. */
public final class Role {
  /** Backends of clinics and stores: post orders, read status. */
  public static final String BACKEND = "BACKEND";

  /** Operations: find, repair, release. */
  public static final String OPERATIONS = "OPERATIONS";

  /** Compliance: journals with their notes, the access log, lists; no patient data of its own. */
  public static final String COMPLIANCE = "COMPLIANCE";

  /** Clinic staff who may see the patient: personal data, each read with its purpose. */
  public static final String CARE = "CARE";

  /** As {@link #CARE}, and also what was prescribed of controlled substances. */
  public static final String DISPENSING = "DISPENSING";

  /** A regular expression of all of them. */
  static final String ANY =
      BACKEND + "|" + OPERATIONS + "|" + COMPLIANCE + "|" + CARE + "|" + DISPENSING;

  private Role() {}
}
