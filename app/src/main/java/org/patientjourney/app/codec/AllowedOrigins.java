package org.patientjourney.app.codec;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.patientjourney.app.problem.ProblemType;

/**
 * Which pages in a browser may call the codec (CORS). A browser names the page's origin; all other
 * clients name none, and need their key only. So does our own page, {@code /docs}.
 *
 * @param allowed exact origins, such as {@code https://temporal.example.org}
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION - 1) // A browser asks for permission without a key.
public record AllowedOrigins(List<String> allowed)
    implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String ORIGIN = "Origin";

  /** A browser sets it, and no page can. */
  private static final String RELATION = "Sec-Fetch-Site";

  public AllowedOrigins {
    allowed = List.copyOf(allowed);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!isFromOtherPage(request)) {
      return;
    }
    if (!allowed.contains(request.getHeaderString(ORIGIN))) {
      request.abortWith(
          ProblemType.FORBIDDEN.response(
              "expected a page of an origin in codec.allowedOrigins, found another: add the origin"
                  + " exactly as the browser shows it, scheme://host:port, if it is a Temporal UI"
                  + " of yours"));
    } else if (request.getMethod().equals(HttpMethod.OPTIONS)) {
      request.abortWith(
          Response.noContent()
              .header("Access-Control-Allow-Methods", HttpMethod.POST)
              .header(
                  "Access-Control-Allow-Headers",
                  "Authorization, Authorization-Extras, Content-Type, X-Namespace, X-Purpose")
              .build());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (isFromOtherPage(request) && allowed.contains(request.getHeaderString(ORIGIN))) {
      MultivaluedMap<String, Object> headers = response.getHeaders();
      headers.putSingle("Access-Control-Allow-Origin", request.getHeaderString(ORIGIN));
      headers.putSingle("Access-Control-Allow-Credentials", "true");
      headers.putSingle("Vary", ORIGIN);
    }
  }

  private static boolean isFromOtherPage(ContainerRequestContext request) {
    return request.getHeaderString(ORIGIN) != null
        && !"same-origin".equals(request.getHeaderString(RELATION))
        && request.getUriInfo().getPath().startsWith("codec/");
  }
}
