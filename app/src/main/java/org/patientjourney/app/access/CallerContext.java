package org.patientjourney.app.access;

import jakarta.ws.rs.core.SecurityContext;

/** The security context of a request whose caller is known. */
public record CallerContext(Caller caller) implements SecurityContext {
  @Override
  public Caller getUserPrincipal() {
    return caller;
  }

  @Override
  public boolean isUserInRole(String asked) {
    return caller.role().equals(asked);
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public String getAuthenticationScheme() {
    return "Bearer";
  }
}
