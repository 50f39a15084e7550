package org.patientjourney.app.console;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.body.Texts;

/**
 * A page to be shown.
 *
 * @param template its name, without {@code .ftlh}
 * @param model what the template shows, by the names that it has there
 */
public record Page(String template, Map<String, Object> model) {
  public Page(String template) {
    this(template, Map.of());
  }

  public Page {
    model = Map.copyOf(model);
  }

  /**
   * Says whether a command that was given on the page is recorded.
   *
   * @param isGiven asks for the subject and the id of the command
   */
  Page saying(@Nullable String of, @Nullable String given, BiPredicate<String, String> isGiven) {
    return of == null || given == null || !Texts.ID.fits(given)
        ? this
        : with("isRecorded", isGiven.test(of, given));
  }

  Page with(String name, Object value) {
    Map<String, Object> more = new HashMap<>(model);
    more.put(name, value);
    return new Page(template, more);
  }
}
