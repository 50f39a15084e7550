package org.patientjourney.sandbox.http;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One method and path; {@code {id}} in the path stands for one open segment. The endpoint may
 * block, as every request has its own thread.
 */
public record Route(String method, String path, Function<Request, Answer> endpoint) {

  /** The open segment, else an empty text; a trailing slash is ignored. */
  Optional<String> variableIn(String requested) {
    Matcher matcher =
        Pattern.compile(path.replace("{id}", "(?<id>[^/]+)") + "/?").matcher(requested);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(path.contains("{id}") ? matcher.group("id") : "");
  }
}
