package org.patientjourney.app;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import net.sourceforge.argparse4j.inf.Namespace;
import org.patientjourney.app.configuration.JourneyConfiguration;

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

  @Override
  public void onError(Cli cli, Namespace arguments, Throwable error) {
    cli.getStdErr().println(error.getMessage());
  }
}
