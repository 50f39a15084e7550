package org.patientjourney.app.console;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.BearerKeyFilter;
import org.patientjourney.app.access.CallerContext;
import org.patientjourney.app.access.Sessions;
import org.patientjourney.app.access.Sessions.Session;
import org.patientjourney.app.problem.ProblemType;

/** Lets nothing but the login be seen without a session, and takes no form of another site. */
@PreMatching // a path that no page has is answered within the session too
public record SessionFilter(Sessions sessions) implements ContainerRequestFilter {
  static final String LOGIN = "console/login";

  private static final Set<String> WITHOUT_SESSION = Set.of(LOGIN, "console/console.css");

  static boolean isOfConsole(UriInfo uri) {
    return BearerKeyFilter.isOfConsole(uri.getPath());
  }

  static Optional<Session> sessionOf(ContainerRequestContext request) {
    return Optional.ofNullable((Session) request.getProperty(Session.class.getName()));
  }

  @Override
  public void filter(ContainerRequestContext request) {
    UriInfo uri = request.getUriInfo();
    if (!isOfConsole(uri)) {
      return;
    }
    boolean isRead = Set.of("GET", "HEAD").contains(request.getMethod());
    if (!isRead && isFromAnotherSite(request)) {
      request.abortWith(
          ProblemType.FORM_REFUSED.response(
              "expected a form of this console, found another site's"));
      return;
    }
    Optional<String> query = withoutEmptyParameters(uri);
    if (isRead && query.isPresent()) {
      URI clean = UriBuilder.fromUri(uri.getRequestUri()).replaceQuery(query.get()).build();
      request.abortWith(Response.seeOther(clean).build());
      return;
    }
    Cookie cookie = cookie(request);
    Optional<Session> session = sessions.open(cookie);
    if (session.isPresent()) {
      request.setProperty(Session.class.getName(), session.get());
      request.setSecurityContext(new CallerContext(session.get().caller()));
    } else if (!WITHOUT_SESSION.contains(uri.getPath())) {
      request.abortWith(isRead ? toLogin(uri, cookie != null) : ended(request));
    }
  }

  /** Null for cookies that cannot be read, too: there is no session in them. */
  private static @Nullable Cookie cookie(ContainerRequestContext request) {
    try {
      return request.getCookies().get(Sessions.COOKIE);
    } catch (NumberFormatException notAVersion) {
      return null;
    }
  }

  /** Browsers say it where they can; older ones name the page's origin. */
  private static boolean isFromAnotherSite(ContainerRequestContext request) {
    String site = request.getHeaderString("Sec-Fetch-Site");
    String origin = request.getHeaderString("Origin");
    if (site != null) {
      return !site.equals("same-origin");
    }
    String own = request.getUriInfo().getBaseUri().getAuthority();
    return origin != null && !origin.matches("https?://\\Q" + own + "\\E");
  }

  /** A form that filters a list also sends the fields that were left empty. */
  private static Optional<String> withoutEmptyParameters(UriInfo uri) {
    String query = Objects.requireNonNullElse(uri.getRequestUri().getRawQuery(), "");
    String given =
        Arrays.stream(query.split("&", -1))
            .filter(parameter -> !parameter.matches("[^=]*=?"))
            .collect(Collectors.joining("&"));
    return given.equals(query) ? Optional.empty() : Optional.of(given);
  }

  private static Response toLogin(UriInfo uri, boolean hadSession) {
    UriBuilder login = UriBuilder.fromPath("/console/login").queryParam("next", "{next}");
    if (hadSession) {
      login.queryParam("ended", true);
    }
    return Response.seeOther(login.build(uri.getRequestUri().getRawPath())).build();
  }

  /** Nothing is done; what was typed goes with the login and comes back behind it. */
  private static Response ended(ContainerRequestContext request) {
    Map<String, String> typed = KeptForm.typed(request);
    if (typed.isEmpty()) {
      return ProblemType.SESSION_ENDED.response(
          "expected a session, found none or one that has ended: nothing was done");
    }
    Page login =
        LoginResource.page("/console", "ended")
            .with("kept", new KeptForm("/" + request.getUriInfo().getPath(), typed).inLogin());
    return Response.status(Response.Status.UNAUTHORIZED).entity(login).build();
  }
}
