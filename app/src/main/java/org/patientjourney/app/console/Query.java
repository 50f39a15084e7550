package org.patientjourney.app.console;

import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.stream.Collectors;

/** The query of a list, for its form and its next page. */
final class Query {
  private Query() {}

  /** The first value of each parameter. */
  static Map<String, String> of(UriInfo uri) {
    return uri.getQueryParameters().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, given -> given.getValue().get(0)));
  }

  /** The address of the page behind a cursor. */
  static String next(UriInfo uri, String after) {
    return "?"
        + uri.getRequestUriBuilder()
            .replaceQueryParam("after", "{after}")
            .build(after)
            .getRawQuery();
  }
}
