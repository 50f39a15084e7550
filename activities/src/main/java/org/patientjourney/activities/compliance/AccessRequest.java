package org.patientjourney.activities.compliance;

import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;

/**
 * Who asks for personal data, at which endpoint, and why.
 *
 * @param caller the name of a bearer key
 * @param callerClinic the clinic that the key is limited to
 * @param mayRead whether the caller's role reads personal data at all
 * @param purpose text written by a person; null only for a caller who may not read
 */
public record AccessRequest(
    String caller,
    String role,
    @Nullable ClinicId callerClinic,
    PersonalEndpoint endpoint,
    boolean mayRead,
    @Nullable String purpose) {

  boolean mayRead(Subject subject) {
    return mayRead && (callerClinic == null || callerClinic.equals(subject.clinic()));
  }

  /** Without the purpose: it may name a patient. */
  @Override
  public String toString() {
    return "AccessRequest[" + caller + " " + endpoint + "]";
  }
}
