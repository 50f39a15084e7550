package org.patientjourney.workflows.line;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.DeliveryUnreadable;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.event.PrescriptionConfirmed;
import org.patientjourney.workflows.event.RecordRestored;
import org.patientjourney.workflows.event.ShipmentTracked;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.JourneyId;

/** One patient's way through one exam. The workflow id is the journey id. */
@WorkflowInterface
public interface PatientJourney {
  /** Task queue of the workflow and of the activities that only need PostgreSQL. */
  String TASK_QUEUE = "patient-journey";

  /**
   * Runs the journey from where its record stands to its end. All else is loaded by {@code claim},
   * so a start, a restart and a reopening are the same call.
   */
  @WorkflowMethod
  void run(JourneyId journey);

  // Signals only enqueue. Each report has one of its own, so that the Temporal UI tells them apart.

  @SignalMethod(description = "the provider reports a consultation's status or decision")
  void consultationCompleted(ConsultationCompleted event);

  @SignalMethod(description = "the provider reports a prescription")
  void prescriptionConfirmed(PrescriptionConfirmed event);

  @SignalMethod(description = "the provider reports a parcel with tracking")
  void shipmentTracked(ShipmentTracked event);

  @SignalMethod(description = "a stored webhook delivery cannot be read: a person must look at it")
  void deliveryUnreadable(DeliveryUnreadable event);

  @SignalMethod(description = "the answer to an invite that another journey of the meeting sent")
  void inviteAnswer(InviteAnswer answer);

  @SignalMethod(description = "the record was restored: the run records what it knows")
  void recordRestored(RecordRestored restored);

  /** The signal that carries such a report: the name of its type, as a method's. */
  static String signalOf(Class<? extends Fact> report) {
    String type = report.getSimpleName();
    return Character.toLowerCase(type.charAt(0)) + type.substring(1);
  }

  /**
   * A person's command; returns when it is recorded.
   *
   * @return the revision that holds it
   */
  @UpdateMethod(description = "a person's command; send it through POST /journeys/{id}/commands")
  long command(JourneyCommand command);

  @UpdateValidatorMethod(updateName = "command")
  void validateCommand(JourneyCommand command);

  @QueryMethod(description = "everything that is known of the journey")
  JourneyState state();
}
