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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.app.access.AccessConfiguration.AccessKey;
import org.patientjourney.app.problem.ProblemType;

/**
 * Every endpoint needs a bearer key, except the webhook, whose token is one, those of stores, whose
 * signature is, and the documents of the API. Only hashes of keys are configured.
 */
@Priority(Priorities.AUTHENTICATION)
public final class BearerKeyFilter implements ContainerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final Pattern WITHOUT_KEY =
      Pattern.compile("webhooks/.*|intake/(woocommerce|shopify)/[^/]+|openapi\\.json|docs(/.*)?");

  private final List<AccessKey> keys;

  public BearerKeyFilter(AccessConfiguration access) {
    keys = access.keys();
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (WITHOUT_KEY.matcher(request.getUriInfo().getPath()).matches()) {
      return;
    }
    Optional<Caller> caller = caller(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    if (caller.isEmpty()) {
      Response refusal =
          ProblemType.UNAUTHORIZED.response(
              "expected 'Authorization: Bearer <key>' with a known key");
      request.abortWith(
          Response.fromResponse(refusal)
              .header(HttpHeaders.WWW_AUTHENTICATE, SCHEME.strip())
              .build());
      return;
    }
    request.setSecurityContext(new KeyContext(caller.get()));
  }

  private Optional<Caller> caller(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    byte[] hash =
        StoredJson.sha256(
            header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    return keys.stream()
        .filter(key -> MessageDigest.isEqual(HexFormat.of().parseHex(key.hash()), hash))
        .map(key -> new Caller(key.name(), key.role(), key.clinic()))
        .findFirst();
  }

  private record KeyContext(Caller caller) implements SecurityContext {
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
      return SCHEME.strip();
    }
  }
}
