package org.patientjourney.app.metrics;

import java.util.Locale;

/** How a constant of the code is spelled as a label: {@code not-sent}. */
public final class LabelValue {
  private LabelValue() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static String of(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
