package org.patientjourney.workflows.pdf;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Copies one PDF before its link expires. It runs beside its journey, which never waits for it. */
@WorkflowInterface
public interface PdfCopy {
  /** Task queue of the workflow and its activity: a slow file keeps no journey waiting. */
  String TASK_QUEUE = "patient-journey-pdf";

  /** Tries until the PDF is copied or lost; the record knows the link and what was tried. */
  @WorkflowMethod
  void run(PdfCopyId copy);

  @SignalMethod(description = "the record has a link that no try knows yet")
  void freshLink();
}
