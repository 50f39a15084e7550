package org.patientjourney.app.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document: made from the resources at the first request. */
@Path("/openapi.json")
public final class OpenApiResource {
  private @Nullable JsonNode document;

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "This document")
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(types = "object")))
  public synchronized Response get(@Context Configuration application) {
    if (document == null) {
      document = OpenApiDocument.of(resources(application));
    }
    return Response.ok(document).build();
  }

  private static Set<Class<?>> resources(Configuration application) {
    return Stream.concat(
            application.getClasses().stream(),
            application.getInstances().stream().<Class<?>>map(Object::getClass))
        .filter(type -> type.isAnnotationPresent(Path.class))
        .collect(Collectors.toUnmodifiableSet());
  }
}
