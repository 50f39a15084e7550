package org.patientjourney.app;

import ch.qos.logback.classic.Logger;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import net.sourceforge.argparse4j.inf.Namespace;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.slf4j.LoggerFactory;

/**
 * A command beside {@code server}, on the command line. Of a failure it prints the message alone.
 */
public abstract class EngineCommand extends ConfiguredCommand<JourneyConfiguration> {
  protected EngineCommand(String name, String description) {
    super(name, description);
  }

  protected abstract void run(Namespace arguments, JourneyConfiguration configuration);

  @Override
  protected final void run(
      Bootstrap<JourneyConfiguration> bootstrap,
      Namespace arguments,
      JourneyConfiguration configuration) {
    run(arguments, configuration);
  }

  /** Dropwizard waits until the last line of the log is taken; this, until it is written. */
  @Override
  protected void cleanup() {
    super.cleanup();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAndStopAllAppenders();
  }

  @Override
  public void onError(Cli cli, Namespace arguments, Throwable error) {
    cli.getStdErr().println(error.getMessage());
  }
}
