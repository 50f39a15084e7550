package org.patientjourney.local.system;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.Database;
import org.patientjourney.app.JourneyApplication;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.worker.Engine;
import org.patientjourney.local.clock.ClockResource;
import org.patientjourney.local.clock.LaptopClocks;
import org.patientjourney.local.clock.PendingWork;
import org.patientjourney.local.clock.Travel;
import org.patientjourney.local.engine.LocalEngine;
import org.patientjourney.local.engine.MovableClock;
import org.patientjourney.local.http.JsonClient;

/** The app, started and stopped by the process around it. */
public final class LocalApplication extends JourneyApplication implements AutoCloseable {
  private @Nullable Server server;
  private final Engine engine;
  private @Nullable Throwable failure;
  private @Nullable PendingWork waiting;
  private volatile @Nullable Travel travel;
  private Runnable sweepNow = () -> {};
  private Runnable wakeRelays = () -> {};

  private LocalApplication(Engine engine, Map<String, String> variables) {
    super(engine, variables::get);
    this.engine = engine;
  }

  public static LocalApplication serve(Engine engine, Map<String, String> variables, Path config)
      throws Exception {
    LocalApplication application = new LocalApplication(engine, variables);
    application.run("server", config.toString());
    if (application.failure != null) {
      throw new IllegalStateException("the app does not start", application.failure);
    }
    return application;
  }

  @Override
  public void run(JourneyConfiguration configuration, Environment environment) {
    environment
        .lifecycle()
        .addServerLifecycleListener(
            started -> {
              server = started;
              // At SIGTERM Jetty would stop by a hook of its own, while PostgreSQL stops by ours.
              started.setStopAtShutdown(false);
            });
    super.run(configuration, environment);
    environment.jersey().register(new ClockResource(() -> travel));
  }

  private Optional<MovableClock> movable() {
    return engine instanceof LocalEngine local ? local.clock() : Optional.empty();
  }

  /** Temporal's clock, where it can be moved. */
  @Override
  protected InstantSource clock() {
    return movable().<InstantSource>map(moved -> moved).orElseGet(super::clock);
  }

  @Override
  protected void relaying(Runnable sweep, Runnable wake) {
    sweepNow = sweep;
    wakeRelays = wake;
  }

  @Override
  protected Database database(JourneyConfiguration configuration, Environment environment) {
    Database database = super.database(configuration, environment);
    waiting = new PendingWork(database.jdbi());
    return database;
  }

  /** Makes the clock movable; empty for an engine that runs in real time. */
  Optional<Travel> travelling(URI sandbox, Path data) {
    MovableClock clock = movable().orElse(null);
    if (clock != null && waiting != null) {
      travel =
          new Travel(
              new LaptopClocks(
                  clock, waiting, new JsonClient(sandbox, ""), sweepNow, wakeRelays, data));
    }
    return Optional.ofNullable(travel);
  }

  /** The caller of {@link #serve} reports a failed start; the stack trace is not printed too. */
  @Override
  protected void addDefaultCommands(Bootstrap<JourneyConfiguration> bootstrap) {
    bootstrap.addCommand(
        new ServerCommand<>(this) {
          @Override
          public void onError(Cli cli, Namespace namespace, Throwable error) {
            // onFatalError keeps it.
          }
        });
  }

  @Override
  protected void onFatalError(Throwable error) {
    failure = error;
  }

  @Override
  public void close() throws Exception {
    if (server != null) {
      server.stop();
    }
  }
}
