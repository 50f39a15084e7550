package org.patientjourney.app.openapi;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.patientjourney.app.problem.ProblemType;

/**
 * The OpenAPI document for people: Swagger UI from its jar. The browser loads nothing from
 * elsewhere.
 */
@Path("/docs")
public final class DocsResource {
  private static final String UI = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";

  /** Swagger UI sets styles and draws its icons from {@code data:} URLs. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:;"
          + " style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final Map<String, Part> PARTS =
      Map.of(
          "swagger-ui.css", new Part("text/css", found(UI + "swagger-ui.css")),
          "swagger-ui-bundle.js", new Part("text/javascript", found(UI + "swagger-ui-bundle.js")),
          "docs.js", new Part("text/javascript", found("docs.js")));

  private record Part(String mediaType, URL content) {}

  @GET
  @Produces(MediaType.TEXT_HTML)
  @Operation(summary = "A page that shows this document")
  public Response page() throws IOException {
    return Response.ok(bytes(found("docs.html"))).header("Content-Security-Policy", POLICY).build();
  }

  @GET
  @Path("/{file}")
  @Produces({"text/css", "text/javascript"})
  @Operation(summary = "A part of the page")
  public Response part(@PathParam("file") String file) throws IOException {
    Part part = PARTS.get(file);
    return part == null
        ? ProblemType.NO_SUCH_PART.response("expected a file that /docs names")
        : Response.ok(bytes(part.content()), part.mediaType()).build();
  }

  private static byte[] bytes(URL file) throws IOException {
    try (InputStream stream = file.openStream()) {
      return stream.readAllBytes();
    }
  }

  private static URL found(String name) {
    return Objects.requireNonNull(DocsResource.class.getResource(name), name);
  }

  /** Swagger UI's files lie under its version. */
  private static String version() {
    Properties properties = new Properties();
    try (InputStream stream =
        found("/META-INF/maven/org.webjars/swagger-ui/pom.properties").openStream()) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
