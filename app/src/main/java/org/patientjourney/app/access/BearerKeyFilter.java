package org.patientjourney.app.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.app.configuration.AccessConfiguration;
import org.patientjourney.app.problem.Problem;

/** Every door but the webhook's needs a bearer key; only hashes of keys are configured. */
@Priority(Priorities.AUTHENTICATION)
public final class BearerKeyFilter implements ContainerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final String OPEN_DOOR = "webhooks/";

  private final Map<String, byte[]> keyHashByRole;

  public BearerKeyFilter(AccessConfiguration access) {
    keyHashByRole =
        Map.of(
            Role.BACKEND, HexFormat.of().parseHex(access.backendKeyHash()),
            Role.OPERATIONS, HexFormat.of().parseHex(access.operationsKeyHash()));
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().startsWith(OPEN_DOOR)) {
      return;
    }
    Optional<String> role = role(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    if (role.isEmpty()) {
      Response refusal =
          Problem.response(
              401, "Unauthorized", "expected 'Authorization: Bearer <key>' with a known key");
      request.abortWith(
          Response.fromResponse(refusal)
              .header(HttpHeaders.WWW_AUTHENTICATE, SCHEME.strip())
              .build());
      return;
    }
    request.setSecurityContext(new RoleContext(role.get()));
  }

  private Optional<String> role(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    byte[] hash =
        StoredJson.sha256(
            header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    return keyHashByRole.entrySet().stream()
        .filter(entry -> MessageDigest.isEqual(entry.getValue(), hash))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private record RoleContext(String role) implements SecurityContext, Principal {
    @Override
    public String getName() {
      return role;
    }

    @Override
    public Principal getUserPrincipal() {
      return this;
    }

    @Override
    public boolean isUserInRole(String asked) {
      return role.equals(asked);
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public String getAuthenticationScheme() {
      return SCHEME.strip();
    }
  }
}
