package org.patientjourney.sandbox.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the endpoint of a request; a trailing slash never matters. */
public record Router(List<Route> routes) {

  /** One method and path; {@code {id}} in the path stands for one open segment. */
  public record Route(String method, String path, Endpoint endpoint) {
    Optional<String> variableIn(String requested) {
      Matcher matcher =
          Pattern.compile(path.replace("{id}", "(?<id>[^/]+)") + "/?").matcher(requested);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      return Optional.of(path.contains("{id}") ? matcher.group("id") : "");
    }
  }

  Reply answer(Request request) {
    boolean pathKnown = false;
    for (Route route : routes) {
      Optional<String> variable = route.variableIn(request.path());
      if (variable.isPresent() && route.method().equals(request.method())) {
        return route.endpoint().answer(request.withVariable(variable.get()));
      }
      pathKnown |= variable.isPresent();
    }
    return pathKnown
        ? Answer.refusal(405, "method not allowed here: " + request.method())
        : Answer.refusal(404, "no such path");
  }
}
