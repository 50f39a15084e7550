package org.patientjourney.local;

import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.JourneyApplication;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.worker.Engine;

/** The app as it is, in a process that can also stop it. */
final class LocalApplication extends JourneyApplication implements AutoCloseable {
  private @Nullable Server server;
  private @Nullable Throwable failure;

  private LocalApplication(Engine engine, Map<String, String> variables) {
    super(engine, variables::get);
  }

  static LocalApplication serve(Engine engine, Map<String, String> variables, Path config)
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
    environment.lifecycle().addServerLifecycleListener(started -> server = started);
    super.run(configuration, environment);
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
