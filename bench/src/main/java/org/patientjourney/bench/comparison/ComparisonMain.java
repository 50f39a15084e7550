package org.patientjourney.bench.comparison;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dropwizard.logging.common.BootstrapLogging;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.net.URI;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** The hand-written comparison as a process of its own; settings come as system properties. */
public final class ComparisonMain {
  public static final String READY = "comparison listening";
  private static final String TASK_QUEUE = "visit";

  private ComparisonMain() {}

  /** Ends when standard input does. */
  public static void main(String[] arguments) throws IOException {
    BootstrapLogging.bootstrap(Level.ERROR);
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Properties given = System.getProperties();
    int port = Integer.parseInt(given.getProperty("port"));
    Jdbi jdbi = database(given.getProperty("database"));
    WorkflowClient temporal = WorkflowClient.newInstance(stubs(given.getProperty("temporal")));
    WorkerFactory workers = WorkerFactory.newInstance(temporal);
    Worker worker = workers.newWorker(TASK_QUEUE);
    worker.registerWorkflowImplementationTypes(Visit.Impl.class);
    worker.registerActivitiesImplementations(
        new VisitActivitiesImpl(
            jdbi,
            URI.create(given.getProperty("provider")),
            given.getProperty("clinicKey"),
            "http://127.0.0.1:" + port));
    workers.start();
    new VisitEndpoints(jdbi, temporal, TASK_QUEUE).open(port);
    System.out.println(READY);
    while (System.in.read() >= 0) {
      // Nothing is expected but the end.
    }
    System.exit(0);
  }

  private static Jdbi database(String url) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(20);
    Jdbi jdbi = Jdbi.create(new HikariDataSource(pool)).installPlugin(new SqlObjectPlugin());
    jdbi.useHandle(handle -> handle.createScript(VisitDao.SCHEMA).execute());
    return jdbi;
  }

  /** An address, or none for a test server in this process. */
  private static WorkflowServiceStubs stubs(String address) {
    WorkflowServiceStubsOptions.Builder options = WorkflowServiceStubsOptions.newBuilder();
    return WorkflowServiceStubs.newServiceStubs(
        (address.isEmpty()
                ? options.setChannel(TestServer.createServer(true).getChannel())
                : options.setTarget(address))
            .validateAndBuildWithDefaults());
  }
}
