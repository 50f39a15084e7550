package org.patientjourney.local.options;

/**
 * Where journeys run.
 *
 * @param cli the Temporal CLI, a path or a name on the PATH; only the dev engine needs it
 * @param rebuild delete every run and start all open journeys again from the record
 */
public record EngineOptions(EngineKind kind, String cli, boolean rebuild) {
  /** Names the Temporal CLI where no option can. */
  public static final String CLI_VARIABLE = "JOURNEY_TEMPORAL_CLI";

  public static final EngineOptions EMBEDDED = new EngineOptions(EngineKind.EMBEDDED, "", false);

  /** The CLI that the environment names. */
  public static String defaultCli() {
    return System.getenv().getOrDefault(CLI_VARIABLE, "temporal");
  }
}
