package org.patientjourney.local.fault;

import com.uber.m3.tally.Scope;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.internal.testservice.TestServicesStarter;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import org.patientjourney.app.worker.Engine;
import org.patientjourney.local.engine.Ports;

/**
 * Temporal's test server behind a line that can be cut, for one process or several. It lets a run
 * wait for ever for the worker that holds it in its cache, where a real server gives it to another
 * after five seconds; so here no worker holds any.
 */
public final class PortBoundTemporal implements Engine, AutoCloseable {
  private final TestServicesStarter services = new TestServicesStarter(true, 0);
  private final Server server;
  private final int port;
  private final CuttableLine line;

  public PortBoundTemporal() throws IOException {
    port = Ports.at(0).admin();
    ServerBuilder<?> builder =
        Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create());
    services.getServices().forEach(builder::addService);
    server = builder.intercept(new WithoutStickyQueues()).build().start();
    line = new CuttableLine(port);
  }

  /** Past the line: for another process. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  public CuttableLine line() {
    return line;
  }

  /** Impatient, so that a test need not wait for the client's own minute of retries. */
  @Override
  public WorkflowServiceStubs stubs(Scope metrics) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget("127.0.0.1:" + line.port())
            .setMetricsScope(metrics)
            .setRpcTimeout(Duration.ofSeconds(2))
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder()
                    .setExpiration(Duration.ofSeconds(3))
                    .validateBuildWithDefaults())
            .validateAndBuildWithDefaults());
  }

  @Override
  public WorkflowClientOptions.Builder clientOptions() {
    return WorkflowClientOptions.newBuilder().setNamespace("default");
  }

  @Override
  public boolean forgetsRuns() {
    return false;
  }

  @Override
  public void close() throws IOException {
    line.close();
    server.shutdownNow();
    services.close();
  }

  /** Forgets which worker holds a run. */
  private static final class WithoutStickyQueues implements ServerInterceptor {
    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
        ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
      return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
        @Override
        @SuppressWarnings("unchecked") // the same type again
        public void onMessage(A message) {
          super.onMessage(
              message instanceof RespondWorkflowTaskCompletedRequest completed
                  ? (A) completed.toBuilder().clearStickyAttributes().build()
                  : message);
        }
      };
    }
  }
}
