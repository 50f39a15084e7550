package org.patientjourney.app.query;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.glassfish.jersey.server.model.Parameter;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.ProblemType;

/**
 * Refuses query parameters that an endpoint does not have, empty ones, and a second value where one
 * is meant: a filter that is ignored would answer with too much. The names are those of the
 * resource method's {@code @QueryParam}.
 */
public final class KnownParameters implements DynamicFeature {
  @Override
  public void configure(ResourceInfo endpoint, FeatureContext application) {
    Class<?> resource = endpoint.getResourceClass();
    List<Parameter> parameters =
        Parameter.create(
            resource,
            endpoint.getResourceMethod().getDeclaringClass(),
            endpoint.getResourceMethod(),
            false);
    Map<String, Boolean> repeatable = new TreeMap<>();
    parameters.stream()
        .flatMap(KnownParameters::withBean)
        .filter(parameter -> parameter.getSource() == Parameter.Source.QUERY)
        .forEach(
            parameter ->
                repeatable.put(
                    parameter.getSourceName(),
                    Collection.class.isAssignableFrom(parameter.getRawType())));
    application.register(new QueryFilter(repeatable));
  }

  private static Stream<Parameter> withBean(Parameter parameter) {
    return parameter instanceof Parameter.BeanParameter bean
        ? bean.getParameters().stream().flatMap(KnownParameters::withBean)
        : Stream.of(parameter);
  }

  /** After roles and clinic limit: missing access is refused first. */
  @Priority(Priorities.AUTHORIZATION + 2)
  private static final class QueryFilter implements ContainerRequestFilter {
    private final Map<String, Boolean> repeatable;
    private final String expected;

    /**
     * @param repeatable whether a parameter may stand more than once, by its name
     */
    QueryFilter(Map<String, Boolean> repeatable) {
      this.repeatable = repeatable;
      this.expected =
          repeatable.isEmpty()
              ? "no query parameter"
              : "one of " + String.join(", ", repeatable.keySet());
    }

    @Override
    public void filter(ContainerRequestContext request) {
      List<FieldProblem> problems =
          request.getUriInfo().getQueryParameters().entrySet().stream()
              .flatMap(given -> problem(given.getKey(), given.getValue()))
              .toList();
      if (!problems.isEmpty()) {
        request.abortWith(ProblemType.QUERY_REFUSED.response(QueryCheck.DETAIL, problems));
      }
    }

    private Stream<FieldProblem> problem(String name, List<String> values) {
      Boolean mayRepeat = repeatable.get(name);
      if (mayRepeat == null) {
        return refused(name, expected, "a parameter that this endpoint does not have");
      }
      if (values.stream().anyMatch(String::isEmpty)) {
        return refused(name, "a value, or the parameter left out", "an empty text");
      }
      return mayRepeat || values.size() == 1
          ? Stream.empty()
          : refused(name, "the parameter once", values.size() + " values of it");
    }

    private static Stream<FieldProblem> refused(String name, String expected, String found) {
      return Stream.of(new FieldProblem(FieldProblem.pointerTo(name), expected, found));
    }
  }
}
