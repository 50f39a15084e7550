package org.patientjourney.app.console;

import java.util.HashMap;
import java.util.Map;
import org.patientjourney.app.body.Texts;
import org.patientjourney.app.command.SubjectCommands;

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

  /** Says whether a command that was given on the page is recorded. */
  Page saying(Given command, SubjectCommands given) {
    String of = command.of();
    String id = command.given();
    return of == null || id == null || !Texts.ID.fits(id)
        ? this
        : with("isRecorded", given.isGiven(of, id));
  }

  Page with(String name, Object value) {
    Map<String, Object> more = new HashMap<>(model);
    more.put(name, value);
    return new Page(template, more);
  }
}
