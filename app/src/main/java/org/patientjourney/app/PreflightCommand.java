package org.patientjourney.app;

import io.temporal.client.WorkflowClient;
import java.time.InstantSource;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import org.patientjourney.activities.database.Database;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.health.Health;
import org.patientjourney.app.worker.Engine;
import org.patientjourney.app.worker.Preflight;
import org.patientjourney.app.worker.Preflight.Finding;
import org.patientjourney.app.worker.Preflight.Severity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code preflight config.yml}: what {@code server} needs of PostgreSQL and Temporal, without
 * changing either. Exit code 2: a person must do what is printed; 3: something does not answer, try
 * again.
 */
final class PreflightCommand extends EngineCommand {
  private static final Logger LOG = LoggerFactory.getLogger(PreflightCommand.class);

  private final Engine engine;

  PreflightCommand(Engine engine) {
    super("preflight", "Checks PostgreSQL and Temporal, changes nothing");
    this.engine = engine;
  }

  @Override
  protected void run(Namespace namespace, JourneyConfiguration configuration) {
    LOG.info(
        "PostgreSQL: {}",
        Database.describe(
            configuration.database().migrator(), configuration.database().applicationUser()));
    try (Database database = new Database(configuration.database().application(), 2)) {
      Health.clockFinding(Database.clockSkew(database.jdbi(), InstantSource.system()))
          .ifPresent(
              wrong -> {
                throw new IllegalStateException(wrong);
              });
    }
    WorkflowClient temporal =
        WorkflowClient.newInstance(engine.stubs(), engine.clientOptions().build());
    List<Finding> findings = new Preflight(temporal).check();
    findings.forEach(finding -> LOG.warn("{}: {}", finding.severity(), finding.text()));
    findings.stream()
        .filter(Finding::stopsJourneys)
        .map(Finding::severity)
        .max(Severity::compareTo)
        .ifPresent(
            worst -> {
              throw new ExitWith(worst == Severity.WRONG ? 2 : 3, "not ready: see above");
            });
    LOG.info("Temporal: namespace {} is ready", temporal.getOptions().getNamespace());
  }
}
