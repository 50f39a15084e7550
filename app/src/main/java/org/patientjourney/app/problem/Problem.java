package org.patientjourney.app.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/**
 * The body of a refusal: what was expected, what was found, what to do next.
 *
 * @param type names the kind of problem and never changes; nothing is served at it
 * @param code the last part of {@code type}: docs/problems.md lists them all
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    URI type,
    ProblemType code,
    String title,
    int status,
    String detail,
    List<FieldProblem> errors) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
  }

  public Problem(String title, int status, String detail, List<FieldProblem> errors) {
    this(ProblemType.of(status, title), title, status, detail, errors);
  }

  private Problem(
      ProblemType code, String title, int status, String detail, List<FieldProblem> errors) {
    this(code.uri(), code, title, status, detail, errors);
  }

  public static Response response(int status, String title, String detail) {
    return new Problem(title, status, detail, List.of()).toResponse();
  }

  public static Response response(
      int status, String title, String detail, List<FieldProblem> errors) {
    return new Problem(title, status, detail, errors).toResponse();
  }

  /** As {@link #response}, to be thrown. */
  public static WebApplicationException refusal(int status, String title, String detail) {
    return refusal(status, title, detail, List.of());
  }

  public static WebApplicationException refusal(
      int status, String title, String detail, List<FieldProblem> errors) {
    return new WebApplicationException(title, response(status, title, detail, errors));
  }

  private Response toResponse() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }
}
