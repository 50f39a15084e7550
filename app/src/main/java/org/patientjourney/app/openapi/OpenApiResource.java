package org.patientjourney.app.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.command.CommandSchemas;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;

/**
 * The OpenAPI 3.1 document, made at the first request. Paths and answers come from the resources;
 * {@code openapi.yml} says what code does not show: bodies that are read by hand, and the words
 * around it all.
 */
@Path("/openapi.json")
public final class OpenApiResource {
  /** Types that openapi.yml names although no resource returns them. */
  private static final List<Class<?>> NAMED =
      List.of(
          Problem.class,
          ClinicId.class,
          OrderId.class,
          PatientId.class,
          JourneyId.class,
          Stage.class,
          HoldReason.class);

  private @Nullable JsonNode document;

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "This document")
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(types = "object")))
  public synchronized Response get(@Context Configuration application) {
    if (document == null) {
      document = document(resources(application));
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

  static ObjectNode document(Set<Class<?>> resources) {
    ObjectNode found = Json31.mapper().valueToTree(read(resources));
    ObjectNode document = file("openapi.yml");
    ObjectNode paths = found.withObject("/paths");
    paths.setAll(document.withObject("/paths"));
    document.set("paths", withParametersDescribed(paths));
    ObjectNode schemas = found.withObject("/components/schemas");
    schemas.setAll(document.withObject("/components/schemas"));
    schemas.setAll(CommandSchemas.all());
    schemas.withObject("/ProblemType").put("description", ProblemType.table());
    document.withObject("/components").set("schemas", schemas);
    return document;
  }

  private static OpenAPI read(Set<Class<?>> resources) {
    OpenAPI api =
        new Reader(
                new SwaggerConfiguration()
                    .openAPI(new OpenAPI())
                    .openAPI31(true)
                    .defaultResponseCode("200"))
            .read(resources);
    NAMED.forEach(
        type ->
            ModelConverters.getInstance(true)
                .readAll(type)
                .forEach(api.getComponents()::addSchemas));
    return api;
  }

  /** A parameter means the same in every endpoint, unless its endpoint describes it. */
  private static ObjectNode withParametersDescribed(ObjectNode paths) {
    ObjectNode known = file("parameters.yml");
    for (JsonNode parameters : paths.findValues("parameters")) {
      for (JsonNode parameter : parameters) {
        JsonNode description = known.get(parameter.path("name").asText());
        if (description instanceof ObjectNode words && !parameter.has("description")) {
          ((ObjectNode) parameter).setAll(words);
        }
      }
    }
    return paths;
  }

  private static ObjectNode file(String name) {
    try (InputStream stream = OpenApiResource.class.getResourceAsStream(name)) {
      return (ObjectNode) new YAMLMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
