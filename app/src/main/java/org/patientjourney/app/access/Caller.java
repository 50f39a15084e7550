package org.patientjourney.app.access;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessRequest;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Who holds the bearer key of a request.
 *
 * @param name shows as the actor of commands and in the access log
 * @param clinic the only clinic that the key opens; null opens all
 */
public record Caller(String name, String role, @Nullable ClinicId clinic) implements Principal {
  /** The caller of a request that passed the {@link BearerKeyFilter}. */
  public static Caller of(SecurityContext context) {
    return (Caller) context.getUserPrincipal();
  }

  @Override
  public String getName() {
    return name;
  }

  /** The clinic to list: the one that is asked for, else the only one that the key opens. */
  public @Nullable String clinicToList(@Nullable String asked) {
    return asked == null && clinic != null ? clinic.value() : asked;
  }

  /** What the access log keeps of this caller's wish to read. */
  public AccessRequest request(
      PersonalEndpoint endpoint, boolean mayRead, @Nullable String purpose) {
    return new AccessRequest(name, role, clinic, endpoint, mayRead, purpose);
  }

  public boolean sees(ClinicId asked) {
    return clinic == null || clinic.equals(asked);
  }

  public boolean sees(JourneyId asked) {
    return clinic == null || asked.value().startsWith(clinic + ":");
  }
}
