package org.patientjourney.workflows.pdf;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.patientjourney.workflows.journey.JourneyJson;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.pdf.PdfCopyActivities.PdfCopyProgress;

/** One PDF copy over virtual time; its record answers by a script, and then that all is over. */
final class PdfCopyStory implements AutoCloseable {
  static final PdfCopyId COPY =
      new PdfCopyId(new JourneyId("juniper:WC-1:5101"), "0123456789abcdef".repeat(4));
  private static final Instant BEGIN = Instant.parse("2026-03-02T15:00:00Z");

  private final TestWorkflowEnvironment temporal = environment();
  private final Deque<Supplier<PdfCopyProgress>> script = new ArrayDeque<>();
  private final List<Duration> tries = new ArrayList<>();
  private final PdfCopy copy;

  PdfCopyStory() {
    Worker worker = temporal.newWorker(PdfCopy.TASK_QUEUE);
    worker.registerWorkflowImplementationTypes(PdfCopyImpl.class);
    PdfCopyActivities record = this::answer;
    worker.registerActivitiesImplementations(record);
    temporal.start();
    copy =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                PdfCopy.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(COPY.workflowId())
                    .setTaskQueue(PdfCopy.TASK_QUEUE)
                    .build());
  }

  /** Temporal in memory, with our JSON. */
  static TestWorkflowEnvironment environment() {
    return TestWorkflowEnvironment.newInstance(
        TestEnvironmentOptions.newBuilder()
            .setInitialTime(BEGIN)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(JourneyJson.dataConverter())
                    .build())
            .build());
  }

  /** The next try fails; the one after it is due so much later. */
  PdfCopyStory fails(Duration nextTryIn) {
    return answers(() -> new PdfCopyProgress(nextTryIn));
  }

  /** The result of the next try, and what happens while it lasts. */
  synchronized PdfCopyStory answers(Supplier<PdfCopyProgress> answer) {
    script.add(answer);
    return this;
  }

  PdfCopyStory start() {
    WorkflowClient.start(copy::run, COPY);
    return this;
  }

  PdfCopyStory after(Duration time) {
    temporal.sleep(time);
    return this;
  }

  PdfCopyStory freshLink() {
    copy.freshLink();
    return this;
  }

  PdfCopyStory ends() {
    WorkflowStub.fromTyped(copy).getResult(Void.class);
    return this;
  }

  /** When the PDF was tried, from the story's beginning, in whole seconds. */
  synchronized List<Duration> tries() {
    return List.copyOf(tries);
  }

  String history() {
    return temporal.getWorkflowClient().fetchHistory(COPY.workflowId()).toJson(true);
  }

  private PdfCopyProgress answer(PdfCopyId id) {
    Supplier<PdfCopyProgress> next;
    synchronized (this) {
      Instant now = Instant.ofEpochMilli(temporal.currentTimeMillis());
      tries.add(Duration.ofSeconds(Duration.between(BEGIN, now).toSeconds()));
      next = script.isEmpty() ? PdfCopyProgress::over : script.remove();
    }
    return next.get();
  }

  /** Beside the next story: a worker takes up to a second to end. */
  @Override
  public void close() {
    Thread closing = new Thread(temporal::close, "closing");
    closing.setDaemon(true);
    closing.start();
  }
}
