package org.patientjourney.app.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.AccessConfiguration.AccessKey;
import org.patientjourney.app.problem.ProblemType;

/**
 * Every endpoint needs a bearer key, except the webhook, whose token is one, those of stores, whose
 * signature is, the documents of the API, and the console, whose sessions have a filter of their
 * own. Only hashes of keys are configured.
 */
@Priority(Priorities.AUTHENTICATION)
public final class BearerKeyFilter implements ContainerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final Pattern WITHOUT_KEY =
      Pattern.compile("webhooks/.*|intake/(woocommerce|shopify)/[^/]+|openapi\\.json|docs(/.*)?");
  private static final Pattern OF_CONSOLE = Pattern.compile("(?s)console(;[^/]*)?(/.*)?");

  private final AccessConfiguration access;

  public BearerKeyFilter(AccessConfiguration access) {
    this.access = access;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (WITHOUT_KEY.matcher(path).matches() || isOfConsole(path)) {
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
    request.setSecurityContext(new CallerContext(caller.get()));
  }

  /** Whether a path is the console's. */
  public static boolean isOfConsole(String path) {
    return OF_CONSOLE.matcher(path).matches();
  }

  private Optional<Caller> caller(@Nullable String header) {
    return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.empty()
        : access.keyOf(header.substring(SCHEME.length())).map(AccessKey::caller);
  }
}
