package org.patientjourney.app.console;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** The templates beside this class. FreeMarker escapes what they show, as {@code .ftlh} says. */
final class Templates {
  private static final Configuration FREEMARKER = configuration();

  private Templates() {}

  static String render(String name, Map<String, Object> model) {
    try {
      Template template = FREEMARKER.getTemplate(name + ".ftlh");
      StringWriter page = new StringWriter();
      template.process(model, page);
      return page.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException("template " + name + " does not fit its model", e);
    }
  }

  private static Configuration configuration() {
    Configuration freemarker = new Configuration(Configuration.VERSION_2_3_34);
    freemarker.setClassForTemplateLoading(Templates.class, "");
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
