package org.patientjourney.app.openapi;

import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ext.AbstractOpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.problem.Problem;

/**
 * Adds to each operation what its code shows elsewhere: its roles, and which refusals every such
 * endpoint has. Swagger finds this class by service loader.
 */
public final class OperationDecorator extends AbstractOpenAPIExtension {
  @Override
  public void decorateOperation(
      Operation operation, Method method, Iterator<OpenAPIExtension> others) {
    String resource = method.getDeclaringClass().getSimpleName().replaceFirst("Resource$", "");
    operation.setOperationId(method.getName() + resource);
    operation.setTags(List.of(resource));
    ApiResponses responses = operation.getResponses();
    responses.putIfAbsent("400", new ApiResponse().description("Query refused"));
    if (takesPathParameter(method)) {
      responses.putIfAbsent("404", new ApiResponse().description("Nothing has this id"));
    }
    if (method.isAnnotationPresent(PersonalRead.class)) {
      operation.addParametersItem(new HeaderParameter().name(PersonalAccess.PURPOSE));
      responses.putIfAbsent("422", new ApiResponse().description("Purpose missing"));
    }
    List<String> roles = roles(method);
    if (operation.getRequestBody() != null) {
      operation.getRequestBody().setRequired(true);
    }
    if (operation.getRequestBody() != null && !roles.isEmpty()) {
      responses.putIfAbsent(
          "409", new ApiResponse().description("The id stands for another command"));
      responses.putIfAbsent("422", new ApiResponse().description("Refused; nothing was done"));
    }
    responses.forEach(OperationDecorator::describe);
    responses.addApiResponse(ApiResponses.DEFAULT, new ApiResponse().$ref("Problem"));
    if (roles.isEmpty()) {
      operation.setSecurity(List.of());
    } else {
      needKey(operation, roles);
    }
    super.decorateOperation(operation, method, others);
  }

  private static boolean takesPathParameter(Method method) {
    return Arrays.stream(method.getParameters())
        .anyMatch(parameter -> parameter.isAnnotationPresent(PathParam.class));
  }

  private static List<String> roles(Method method) {
    RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
    if (roles != null) {
      return List.of(roles.value());
    }
    PersonalRead personal = method.getAnnotation(PersonalRead.class);
    return personal == null ? List.of() : PersonalAccess.roles(personal.value());
  }

  private static void needKey(Operation operation, List<String> roles) {
    operation.setSecurity(
        roles.stream().map(role -> new SecurityRequirement().addList("bearerKey", role)).toList());
    String who = roles.stream().sorted().collect(Collectors.joining(" or ", "Role: ", "."));
    String known = operation.getDescription();
    operation.setDescription(known == null ? who : known + "\n\n" + who);
    operation
        .getResponses()
        .addApiResponse("401", new ApiResponse().$ref("Unauthorized"))
        .addApiResponse("403", new ApiResponse().$ref("Forbidden"));
  }

  private static void describe(String code, ApiResponse response) {
    if (isUnsaid(response.getDescription())) {
      response.setDescription(reason(code));
    }
    if (code.startsWith("4") || code.startsWith("5")) {
      response.setContent(
          new Content()
              .addMediaType(
                  Problem.MEDIA_TYPE, new MediaType().schema(new Schema<>().$ref("Problem"))));
    }
  }

  private static boolean isUnsaid(String description) {
    return description == null
        || description.isBlank()
        || description.equals(Reader.DEFAULT_DESCRIPTION);
  }

  private static String reason(String code) {
    return Arrays.stream(Response.Status.values())
        .filter(status -> code.equals(Integer.toString(status.getStatusCode())))
        .map(Response.Status::getReasonPhrase)
        .findFirst()
        .orElse("Status " + code);
  }
}
