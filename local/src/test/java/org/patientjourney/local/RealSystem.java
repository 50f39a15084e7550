package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.PauseWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.UnpauseWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.patientjourney.local.engine.EngineOptions;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSystem;

/**
 * The whole system on a real Temporal server, which a test may stop, start, and reach around. Needs
 * the Temporal CLI: on the PATH, or as JOURNEY_TEMPORAL_CLI names it.
 */
public final class RealSystem implements AutoCloseable {
  private static final String NAMESPACE = "default";

  private final Path folder;
  private final TestSandbox sandbox;
  private final int port;
  private final WorkflowServiceStubs stubs;
  private @Nullable LocalSystem system;

  public RealSystem(Path data) throws IOException {
    folder = Files.createDirectories(data.resolve("engine")).toRealPath();
    sandbox = TestSandbox.start(data.resolve("sandbox"), 200);
    port = fourFreePorts();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + Ports.at(port).temporal())
                .validateAndBuildWithDefaults());
  }

  /** Starts what is down, on the same folder and ports as before. */
  public void up(String... more) throws Exception {
    TestDatabase.prepare(folder.resolve("postgres"));
    List<String> words = new ArrayList<>(List.of("up", "--data", folder.toString()));
    words.addAll(List.of("--port", Integer.toString(port)));
    words.addAll(List.of("--sandbox-url", sandbox.url().toString()));
    words.addAll(Arrays.asList(more));
    system = LocalSystem.start(LocalOptions.parse(words), List.of());
  }

  public void down() throws Exception {
    if (system != null) {
      system.close();
      system = null;
    }
  }

  /** The same as a process, to be killed; only while this one is down. */
  public EngineProcess process(String... more) throws IOException {
    return EngineProcess.start(folder, port, sandbox.url(), "api,relay,worker", more);
  }

  public Path folder() {
    return folder;
  }

  public Ports ports() throws IOException {
    return Ports.at(port);
  }

  public TestSandbox sandbox() {
    return sandbox;
  }

  public JsonClient operations() throws IOException {
    return new JsonClient(
        URI.create("http://127.0.0.1:" + port), LocalKeys.in(folder).operations());
  }

  public Journeys journeys() throws IOException {
    return new Journeys(operations());
  }

  public WorkflowClient temporal() {
    return WorkflowClient.newInstance(stubs);
  }

  /** Orders an exam that the provider leaves undecided. */
  public void park(String orderId) throws IOException {
    journeys().post(TestOrders.order(orderId, "Waiting", 5101));
    journeys().awaitStage(journey(orderId), "AWAITING_CONSULTATION");
  }

  /** Has a parked exam approved, which needs its run; there was one invite. */
  public void approve(String orderId) throws IOException {
    decide(orderId, "Approved");
    journeys().awaitStage(journey(orderId), "APPROVED");
    assertThat(sandbox.invites(journey(orderId))).hasSize(1);
  }

  public int decide(String orderId, String status) throws IOException {
    return sandbox.decide(sandbox.patientExam(journey(orderId), 5101), status);
  }

  private static String journey(String orderId) {
    return "juniper:" + orderId + ":5101";
  }

  public String runId(String orderId) {
    return run(orderId).describe().getExecution().getRunId();
  }

  public WorkflowExecutionStatus status(String orderId) {
    return run(orderId).describe().getStatus();
  }

  /** What Terminate in the Temporal UI does. */
  public void terminate(String orderId) {
    run(orderId).terminate("a test ends it");
  }

  /**
   * Temporal's server refuses to pause a run unless its dynamic configuration allows it, and
   * reports a run whose workflow tasks fail after five failures.
   */
  public static Path cliThatMayPause(Path folder) throws IOException {
    String cli = EngineOptions.defaultCli();
    String script =
        """
        #!/bin/sh
        [ "$1" != server ] || set -- "$@" --dynamic-config-value frontend.WorkflowPauseEnabled=true \\
          --dynamic-config-value system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute=2
        exec '%s' "$@"
        """;
    Path file = Files.writeString(folder.resolve("temporal-that-may-pause"), script.formatted(cli));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  /** What Pause in the Temporal UI does. */
  public void pause(String orderId) {
    pauseRun(journey(orderId));
  }

  public void pauseRun(String journey) {
    stubs
        .blockingStub()
        .pauseWorkflowExecution(
            PauseWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setWorkflowId(journey)
                .setReason("a test pauses it")
                .setRequestId(UUID.randomUUID().toString())
                .build());
  }

  public void unpause(String orderId) {
    stubs
        .blockingStub()
        .unpauseWorkflowExecution(
            UnpauseWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setWorkflowId(journey(orderId))
                .setReason("a test unpauses it")
                .setRequestId(UUID.randomUUID().toString())
                .build());
  }

  /** What Request Cancellation in the Temporal UI does. */
  public void cancel(String orderId) {
    run(orderId).cancel();
  }

  /**
   * What a Reset in the Temporal UI does: the run ends, another one begins with its first events.
   *
   * @param task the workflow task to go back to, from 0
   */
  public void reset(String orderId, int task) {
    String journey = journey(orderId);
    long event =
        temporal().fetchHistory(journey).getHistory().getEventsList().stream()
            .filter(is -> is.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
            .mapToLong(HistoryEvent::getEventId)
            .skip(task)
            .findFirst()
            .orElseThrow();
    stubs
        .blockingStub()
        .resetWorkflowExecution(
            ResetWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(journey))
                .setReason("a test resets it")
                .setRequestId(UUID.randomUUID().toString())
                .setWorkflowTaskFinishEventId(event)
                .build());
  }

  private WorkflowStub run(String orderId) {
    return temporal().newUntypedWorkflowStub(journey(orderId));
  }

  @Override
  public void close() throws Exception {
    down();
    stubs.shutdownNow();
    sandbox.close();
  }

  /** In a row, below those that outgoing connections take. */
  public static int fourFreePorts() {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      if (isFree(first) && isFree(first + 1) && isFree(first + 2) && isFree(first + 3)) {
        return first;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
