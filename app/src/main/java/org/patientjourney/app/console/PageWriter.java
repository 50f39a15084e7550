package org.patientjourney.app.console;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Sessions.Session;
import org.patientjourney.app.problem.Problem;

/**
 * Makes HTML of the console's pages and problems, with headers that forbid scripts, frames and
 * caches.
 */
public final class PageWriter implements ContainerResponseFilter {
  private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

  /** Nothing but our own style sheet is loaded, and nothing is executed. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          // Not less: a form without its origin could not be told from another site's.
          "Referrer-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          HttpHeaders.CACHE_CONTROL,
          "no-store");

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!SessionFilter.isOfConsole(request.getUriInfo())) {
      return;
    }
    MultivaluedMap<String, Object> headers = response.getHeaders();
    // The style sheet says itself how long it is kept.
    HEADERS.forEach((name, value) -> headers.putIfAbsent(name, new ArrayList<>(List.of(value))));
    if (response.getEntity() instanceof Page page) {
      response.setEntity(html(page, request), new Annotation[0], HTML);
    } else if (response.getEntity() instanceof Problem problem) {
      Page page = new Page("problem").with("problem", problem);
      response.setEntity(html(page, request), new Annotation[0], HTML);
    }
  }

  private static String html(Page page, ContainerRequestContext request) {
    Page framed =
        SessionFilter.sessionOf(request)
            // A login within a session begins another.
            .filter(session -> !page.model().containsKey("csrf"))
            .map(session -> inSession(page, session))
            .orElse(page)
            .with("path", "/" + request.getUriInfo().getPath());
    return framed.html();
  }

  /** With what stands on each page of a session. */
  static Page inSession(Page page, Session session) {
    Caller caller = session.caller();
    return page.with("caller", caller)
        .with("csrf", session.csrf())
        .with("parts", ConsolePart.pagesFor(caller.role()));
  }
}
