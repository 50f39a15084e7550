package org.patientjourney.app.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
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

  Problem(ProblemType code, String title, int status, String detail, List<FieldProblem> errors) {
    this(code.uri(), code, title, status, detail, errors);
  }

  /** Of a status that the HTTP server gives, with its own title. */
  static Problem ofStatus(int status, String title, String detail) {
    return new Problem(ProblemType.of(status, title), title, status, detail, List.of());
  }

  Response toResponse() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }
}
