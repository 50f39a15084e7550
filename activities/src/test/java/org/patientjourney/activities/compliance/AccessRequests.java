package org.patientjourney.activities.compliance;

import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;

/** Callers who want to read. */
final class AccessRequests {
  static final String PURPOSE = "Canaria asked for her link";

  private AccessRequests() {}

  /** Clinic staff who may see every patient. */
  static AccessRequest care(PersonalEndpoint endpoint) {
    return careOf(null, endpoint);
  }

  /** Clinic staff who may see the patients of one clinic. */
  static AccessRequest careOf(@Nullable ClinicId clinic, PersonalEndpoint endpoint) {
    return new AccessRequest("front-desk", "CARE", clinic, endpoint, true, PURPOSE);
  }

  /** A caller whose role reads no personal data. */
  static AccessRequest backend(PersonalEndpoint endpoint) {
    return new AccessRequest("shop", "BACKEND", null, endpoint, false, null);
  }
}
