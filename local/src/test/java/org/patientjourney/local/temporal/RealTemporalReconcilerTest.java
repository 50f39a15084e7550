package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.google.common.util.concurrent.ListenableFuture;
import io.dropwizard.logging.common.BootstrapLogging;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PauseWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.DynamicWorkflow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.app.sweep.Reconciler;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.Patience;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.engine.DevEngine;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.line.PatientJourney;
import org.slf4j.LoggerFactory;

/**
 * Open journeys compared with a real server's lists, several pages of them. No worker: the runs
 * only have to be there; one of them has a worker that fails. {@code bench/run growth} measures
 * many more.
 */
@Tag("real-temporal")
@Tag("cluster")
class RealTemporalReconcilerTest {
  private static final int OPEN = Integer.getInteger("journey.open", 1_200);
  private static final int STARTS_AT_ONCE = 200;
  private static final String FAILING = "failing";
  private static final Instant NOW = LoneRecord.ORDERED_AT.plus(Duration.ofHours(1));

  @Test
  void names_runs_that_are_missing_paused_or_stuck_among_pages_of_running_ones(@TempDir Path data)
      throws Exception {
    BootstrapLogging.bootstrap(Level.INFO);
    try (LoneRecord theRecord = new LoneRecord(data);
        DevEngine temporal =
            DevEngine.start(
                RealSystem.cliThatMayPause(data).toString(),
                data,
                Ports.at(RealSystem.fourFreePorts()),
                true,
                Duration.ZERO)) {
      theRecord.accept("open-0");
      copies(theRecord);
      WorkflowServiceStubs stubs = temporal.stubs();
      Instant began = Instant.now();
      startAll(stubs);
      Instant middle = began.plus(Duration.between(began, Instant.now()).dividedBy(2));
      pause(stubs, journey(1));
      terminate(stubs, journey(OPEN - 1));
      WorkflowClient client = WorkflowClient.newInstance(stubs, temporal.clientOptions().build());
      failAt(client);
      RunningJourneys running = new RunningJourneys(client, Map.of());
      await()
          .atMost(Patience.USUAL)
          .until(() -> running.listedWithoutProblem(middle).size() == OPEN - 3);

      Reconciler reconciler =
          new Reconciler(theRecord.jdbi(), running, Duration.ofMinutes(1), () -> NOW);
      long start = System.nanoTime();
      reconciler.run();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      LoggerFactory.getLogger(getClass()).info("{} open journeys reconciled in {}", OPEN, took);
      assertThat(took).isLessThan(Duration.ofSeconds(10));
      assertThat(alarms(theRecord))
          .containsExactlyInAnyOrder(
              tuple(AlarmKind.RUN_PAUSED, journey(1)),
              tuple(AlarmKind.RUN_STUCK, journey(2)),
              tuple(AlarmKind.RUN_MISSING, journey(OPEN - 1)));
      stubs.shutdownNow();
    }
  }

  private static String journey(int number) {
    return "juniper:open-" + number + ":5101";
  }

  /** Of the journey that was accepted, as if a run had claimed each. */
  private static void copies(LoneRecord theRecord) {
    theRecord
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("update outbox set next_attempt_at = null, done_at = created_at");
              handle.execute(
                  """
                  insert into journey (journey_id, clinic, order_id, exam_id, meeting_id, open, stage,
                    invite, handover, decision, fulfilment, holds, next_due_at, snapshot, revision,
                    created_at, updated_at)
                  select 'juniper:open-' || number || ':5101', clinic, order_id, exam_id, meeting_id,
                    open, stage, invite, handover, decision, fulfilment, holds, next_due_at, snapshot,
                    revision, created_at, updated_at
                  from journey, generate_series(1, ? - 1) as number
                  """,
                  OPEN);
            });
  }

  /** A busy server refuses some: they are started again. */
  private static void startAll(WorkflowServiceStubs stubs) throws InterruptedException {
    Queue<Integer> toStart = new ConcurrentLinkedQueue<>(IntStream.range(0, OPEN).boxed().toList());
    Semaphore atOnce = new Semaphore(STARTS_AT_ONCE);
    while (!toStart.isEmpty()) {
      for (Integer number = toStart.poll(); number != null; number = toStart.poll()) {
        atOnce.acquire();
        start(stubs, number, toStart, atOnce);
      }
      atOnce.acquire(STARTS_AT_ONCE);
      atOnce.release(STARTS_AT_ONCE);
    }
  }

  private static void start(
      WorkflowServiceStubs stubs, int number, Queue<Integer> failed, Semaphore atOnce) {
    ListenableFuture<StartWorkflowExecutionResponse> started =
        stubs
            .futureStub()
            .startWorkflowExecution(
                StartWorkflowExecutionRequest.newBuilder()
                    .setNamespace(DevEngine.NAMESPACE)
                    .setWorkflowId(journey(number))
                    .setRequestId("start-" + number)
                    .setWorkflowType(WorkflowType.newBuilder().setName("PatientJourney"))
                    .setTaskQueue(
                        TaskQueue.newBuilder()
                            .setName(number == 2 ? FAILING : PatientJourney.TASK_QUEUE))
                    .build());
    started.addListener(
        () -> {
          try {
            started.get();
          } catch (InterruptedException | ExecutionException refused) {
            failed.add(number);
          }
          atOnce.release();
        },
        Runnable::run);
  }

  /** A workflow task fails when the workflow throws what is no failure of Temporal's. */
  private static void failAt(WorkflowClient client) {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    factory
        .newWorker(FAILING)
        .registerWorkflowImplementationFactory(
            DynamicWorkflow.class,
            () ->
                arguments -> {
                  throw new IllegalStateException("a build that cannot execute the run");
                });
    factory.start();
  }

  private static void pause(WorkflowServiceStubs stubs, String journey) {
    stubs
        .blockingStub()
        .pauseWorkflowExecution(
            PauseWorkflowExecutionRequest.newBuilder()
                .setNamespace(DevEngine.NAMESPACE)
                .setWorkflowId(journey)
                .setReason("a test pauses it")
                .setRequestId(UUID.randomUUID().toString())
                .build());
  }

  private static void terminate(WorkflowServiceStubs stubs, String journey) {
    stubs
        .blockingStub()
        .terminateWorkflowExecution(
            TerminateWorkflowExecutionRequest.newBuilder()
                .setNamespace(DevEngine.NAMESPACE)
                .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(journey))
                .build());
  }

  private static List<Tuple> alarms(LoneRecord theRecord) {
    return theRecord
        .dao(AlarmDao.class)
        .findPage(true, null, new String[0], Long.MAX_VALUE, 99)
        .stream()
        .map(alarm -> tuple(alarm.kind(), String.valueOf(alarm.journeyId())))
        .toList();
  }
}
