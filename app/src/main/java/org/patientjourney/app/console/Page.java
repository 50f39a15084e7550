package org.patientjourney.app.console;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.patientjourney.app.body.Texts;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.console.Query.Given;

/**
 * A page to be shown. FreeMarker escapes what its template, which lies beside this class, shows.
 *
 * @param template its name, without {@code .ftlh}
 * @param model what the template shows, by the names that it has there
 */
public record Page(String template, Map<String, Object> model) {
  private static final Configuration FREEMARKER = configuration();

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

  String html() {
    try {
      StringWriter page = new StringWriter();
      FREEMARKER.getTemplate(template + ".ftlh").process(model, page);
      return page.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException("template " + template + " does not fit its model", e);
    }
  }

  private static Configuration configuration() {
    Configuration freemarker = new Configuration(Configuration.VERSION_2_3_34);
    freemarker.setClassForTemplateLoading(Page.class, "");
    freemarker.setDefaultEncoding("UTF-8");
    freemarker.setURLEscapingCharset("UTF-8");
    freemarker.setLocale(Locale.ROOT);
    freemarker.setNumberFormat("c");
    freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    // The log must not hold what a page shows.
    freemarker.setLogTemplateExceptions(false);
    freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    return freemarker;
  }
}
