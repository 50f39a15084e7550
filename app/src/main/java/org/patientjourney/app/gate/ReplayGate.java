package org.patientjourney.app.gate;

import com.google.common.base.Throwables;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.Optional;
import org.patientjourney.workflows.line.PatientJourney;
import org.patientjourney.workflows.line.PatientJourneyImpl;
import org.patientjourney.workflows.pdf.PdfCopyImpl;

/** Whether this build can go on with runs that another build began. */
final class ReplayGate {
  private final Worker worker;

  /**
   * @param client whose data converter reads the histories; nothing is sent through it
   */
  ReplayGate(WorkflowClient client) {
    worker = WorkerFactory.newInstance(client).newWorker(PatientJourney.TASK_QUEUE);
    worker.registerWorkflowImplementationTypes(PatientJourneyImpl.class, PdfCopyImpl.class);
  }

  /** Returns why the run would block: what the line does differently from its history. */
  Optional<String> blocks(WorkflowExecutionHistory history) {
    try {
      worker.replayWorkflowExecution(history);
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(firstLine(Throwables.getRootCause(e)));
    }
  }

  private static String firstLine(Throwable cause) {
    return cause.toString().lines().findFirst().orElse("");
  }
}
