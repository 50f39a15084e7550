package org.patientjourney.app.relay;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.pdf.PdfCopyDao;
import org.patientjourney.activities.record.OutboxRow;
import org.patientjourney.app.worker.CallDeadline;
import org.patientjourney.workflows.pdf.PdfCopy;
import org.patientjourney.workflows.pdf.PdfCopyId;

/** The runs of PDF copies in Temporal: wakes one that waits, starts one where there is none. */
public final class RunningPdfCopies {
  /** Shorter than a relay's lease. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Jdbi jdbi;
  private final WorkflowClient temporal;

  public RunningPdfCopies(Jdbi jdbi, WorkflowClient temporal) {
    this.jdbi = jdbi;
    this.temporal = temporal;
  }

  /**
   * Tells whether nothing is left to do. A link is never handed over by this alone: a run that was
   * ending may have taken the signal or the start for its own. Only a try that takes the link up
   * marks the row, as a claim marks a start.
   */
  boolean handOver(OutboxRow row) {
    PdfCopyId copy = StoredJson.read(row.payload(), PdfCopyId.class);
    if (!jdbi.withExtension(PdfCopyDao.class, dao -> dao.isWanted(copy))) {
      return true;
    }
    if (!wake(copy)) {
      start(copy);
    }
    return false;
  }

  private boolean wake(PdfCopyId copy) {
    try {
      CallDeadline.within(
          PATIENCE,
          () -> {
            temporal.newWorkflowStub(PdfCopy.class, copy.workflowId()).onFreshLink();
            return true;
          });
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  private void start(PdfCopyId copy) {
    PdfCopy run =
        temporal.newWorkflowStub(
            PdfCopy.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(copy.workflowId())
                .setTaskQueue(PdfCopy.TASK_QUEUE)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setStaticSummary("PDF copy of " + copy.journeyId())
                .build());
    CallDeadline.within(PATIENCE, () -> WorkflowClient.start(run::run, copy));
  }
}
