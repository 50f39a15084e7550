package org.patientjourney.app.console;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.patientjourney.app.access.AccessConfiguration.AccessKey;
import org.patientjourney.app.access.Sessions;

/** Login and logout, and the style sheet of all pages. */
@Hidden
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public record LoginResource(Sessions sessions) {
  private static final String TODAY = "/console";

  /**
   * A path of the console: the browser is sent nowhere else after a login. Browsers resolve dot
   * segments, also escaped ones.
   */
  private static final Pattern PAGE =
      Pattern.compile("/console(/(?!(\\.|%2[eE]){1,2}(/|$))([A-Za-z0-9:._~-]|%[0-9A-Fa-f]{2})+)*");

  /**
   * The form.
   *
   * @param next which page to show after the login
   * @param ended whether there was a session
   */
  @GET
  @Path("/login")
  public Page login(
      @QueryParam("next") @DefaultValue(TODAY) String next,
      @QueryParam("ended") @DefaultValue("false") boolean ended) {
    return page(next, ended ? "ended" : "");
  }

  @POST
  @Path("/login")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response begin(MultivaluedMap<String, String> form, @Context UriInfo uri) {
    String next = Objects.requireNonNullElse(form.getFirst("next"), TODAY);
    Optional<KeptForm> kept = KeptForm.of(form);
    Optional<AccessKey> known =
        sessions.access().keyOf(Objects.requireNonNullElse(form.getFirst("key"), ""));
    if (known.isEmpty()) {
      Page again = page(next, "unknown");
      return Response.status(Response.Status.UNAUTHORIZED)
          .entity(kept.map(typed -> again.with("kept", typed.inLogin())).orElse(again))
          .build();
    }
    NewCookie cookie = sessions.begin(known.get(), isHttps(uri));
    Response.ResponseBuilder answer =
        kept.map(
                // Shown, not sent: a person sends it with the token of the new session.
                shown ->
                    Response.ok(
                        PageWriter.inSession(shown.page(), sessions.open(cookie).orElseThrow())))
            .orElseGet(() -> Response.seeOther(URI.create(pageOfConsole(next))));
    return answer.cookie(cookie).build();
  }

  @POST
  @Path("/logout")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response end(@Context UriInfo uri) {
    return Response.seeOther(URI.create("/console/login"))
        .cookie(sessions.end(isHttps(uri)))
        .build();
  }

  @GET
  @Path("/console.css")
  @Produces("text/css")
  public Response style() throws IOException {
    try (InputStream style = LoginResource.class.getResourceAsStream("console.css")) {
      return Response.ok(style.readAllBytes())
          .header(HttpHeaders.CACHE_CONTROL, "max-age=300")
          .build();
    }
  }

  static Page page(String next, String why) {
    return new Page("login").with("next", pageOfConsole(next)).with("why", why);
  }

  private static String pageOfConsole(String next) {
    return isPage(next) && !next.equals("/console/login") ? next : TODAY;
  }

  static boolean isPage(String path) {
    return PAGE.matcher(path).matches();
  }

  private static boolean isHttps(UriInfo uri) {
    return uri.getBaseUri().getScheme().equals("https");
  }
}
