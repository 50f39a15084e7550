package org.patientjourney.local.options;

import java.util.Arrays;
import java.util.Locale;

/** The engines that a laptop can run journeys on. */
public enum EngineKind {
  /** Temporal's test server inside this process: no installation, no stored runs. */
  EMBEDDED,
  /** The Temporal CLI's development server: its runs are kept in a file, and it has the UI. */
  DEV;

  public static EngineKind of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("found --engine " + word));
  }

  /** As options and the data folder have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
