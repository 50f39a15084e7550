package org.patientjourney.app.access;

/** The roles of bearer keys, as {@code RolesAllowed} names them. */
public final class Role {
  /** Backends of clinics and stores: post orders, read status. */
  public static final String BACKEND = "backend";

  /** Operations: find, repair, release. */
  public static final String OPERATIONS = "operations";

  private Role() {}
}
