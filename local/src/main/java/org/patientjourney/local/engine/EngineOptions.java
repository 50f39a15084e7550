package org.patientjourney.local.engine;

import java.util.Locale;

/**
 * Where journeys run.
 *
 * @param cli the Temporal CLI, a path or a name on the PATH; only the dev engine needs it
 * @param rebuild delete every run and start all open journeys again from the record
 */
public record EngineOptions(Kind kind, String cli, boolean rebuild) {
  /** Names the Temporal CLI where no option can. */
  public static final String CLI_VARIABLE = "JOURNEY_TEMPORAL_CLI";

  public static final EngineOptions EMBEDDED = new EngineOptions(Kind.EMBEDDED, "", false);

  /** The engines that a laptop can run journeys on. */
  public enum Kind {
    /** Temporal's test server inside this process: no installation, no stored runs. */
    EMBEDDED,
    /** The Temporal CLI's development server: its runs are kept in a file, and it has the UI. */
    DEV;

    /** As options and the data folder have it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The CLI that the environment names. */
  public static String defaultCli() {
    return System.getenv().getOrDefault(CLI_VARIABLE, "temporal");
  }
}
