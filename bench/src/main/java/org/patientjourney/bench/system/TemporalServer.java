package org.patientjourney.bench.system;

import java.util.List;

/**
 * Where journeys run.
 *
 * @param name embedded, or how a real server is called in the report
 * @param cli that starts a server as {@code temporal server start-dev} does, empty when embedded
 */
public record TemporalServer(String name, String cli) {
  public static final TemporalServer EMBEDDED = new TemporalServer("embedded", "");

  public boolean isEmbedded() {
    return cli.isEmpty();
  }

  List<String> options() {
    return isEmbedded() ? List.of() : List.of("--engine", "dev", "--temporal-cli", cli);
  }
}
