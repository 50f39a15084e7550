package org.patientjourney.app.console;

import java.util.HashMap;
import java.util.Map;

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

  Page with(String name, Object value) {
    Map<String, Object> more = new HashMap<>(model);
    more.put(name, value);
    return new Page(template, more);
  }
}
