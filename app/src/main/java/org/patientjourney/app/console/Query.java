package org.patientjourney.app.console;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query of a list: its form, its next page, and what is shown when nothing is asked for. */
final class Query {
  private static final Duration RECENT = Duration.ofDays(1);

  private Query() {}

  /**
   * The command that was given on the page of a list.
   *
   * @param of its subject
   * @param given its id
   */
  record Given(@Nullable String of, @Nullable String given) {
    public Given(
        @QueryParam("of") @Nullable String of, @QueryParam("given") @Nullable String given) {
      this.of = of;
      this.given = given;
    }
  }

  /** The first value of each parameter. */
  static Map<String, String> of(UriInfo uri) {
    return uri.getQueryParameters().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, given -> given.getValue().get(0)));
  }

  /** A list without any parameter is of the last day. */
  static boolean isUnasked(UriInfo uri) {
    return uri.getQueryParameters().isEmpty();
  }

  static @Nullable String since(UriInfo uri, @Nullable String asked, InstantSource clock) {
    return isUnasked(uri) ? clock.instant().minus(RECENT).toString() : asked;
  }

  /**
   * Adds the form's values, and the address of the next page where this one is full.
   *
   * @param limit a number
   * @param cursor of the last row; asked for only where there is one
   */
  static Page listed(
      Page page, UriInfo uri, List<?> rows, String limit, Supplier<@Nullable String> cursor) {
    Page form = page.with("query", of(uri));
    String after = rows.size() < Integer.parseInt(limit) ? null : cursor.get();
    return after == null ? form : form.with("next", next(uri, "after", after));
  }

  /** The same query behind a row. */
  static String next(UriInfo uri, String cursor, String value) {
    return "?"
        + uri.getRequestUriBuilder()
            .replaceQueryParam(cursor, "{value}")
            .replaceQueryParam("of")
            .replaceQueryParam("given")
            .build(value)
            .getRawQuery();
  }
}
