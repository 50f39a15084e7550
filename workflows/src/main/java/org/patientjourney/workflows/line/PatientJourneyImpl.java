package org.patientjourney.workflows.line;

import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.DeliveryUnreadable;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.event.PrescriptionConfirmed;
import org.patientjourney.workflows.event.RecordRestored;
import org.patientjourney.workflows.event.ShipmentTracked;
import org.patientjourney.workflows.followup.FollowUpStep;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.meeting.CancelStep;
import org.patientjourney.workflows.meeting.InviteStep;
import org.patientjourney.workflows.meeting.PreFillStep;
import org.patientjourney.workflows.meeting.ResendStep;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.run.JourneyRun;

/**
 * The line of the journey, one call for each step; a step returns at once when the facts answer it
 * already. The wait, deadlines and holds of a step are in its {@code …Phase}. Cancelling and
 * resending are reactions within any wait. docs/tutorial.md shows how to add a step.
 */
public final class PatientJourneyImpl implements PatientJourney {
  private final JourneyRun journey;
  private final FollowUpStep followUp;
  private final InviteStep invite;
  private final PreFillStep preFill;

  @WorkflowInit
  public PatientJourneyImpl(JourneyId id) {
    journey = new JourneyRun(id, Phases.RULES);
    followUp = new FollowUpStep(journey);
    invite = new InviteStep(journey);
    preFill = new PreFillStep(journey);
    journey.reactTo(Phases.CANCELLATION, new CancelStep(journey)::run);
    journey.reactTo(Phases.RESEND, new ResendStep(journey)::run);
  }

  @Override
  public void run(JourneyId id) {
    journey.run(this::line, Cancel::fromTemporal);
  }

  /**
   * A follow-up is a journey of its own: the recording of an approval owes it ({@code Effects}).
   */
  private void line() {
    followUp.run(); // waits for the day of a follow-up; other journeys begin with the invite
    invite.run();
    preFill.run();
    journey.await(Phases.CONSULTATION);
    journey.await(Phases.PRESCRIPTION);
    journey.await(Phases.SHIPMENT);
  }

  @Override
  public void consultationCompleted(ConsultationCompleted event) {
    journey.enqueue(event);
  }

  @Override
  public void prescriptionConfirmed(PrescriptionConfirmed event) {
    journey.enqueue(event);
  }

  @Override
  public void shipmentTracked(ShipmentTracked event) {
    journey.enqueue(event);
  }

  @Override
  public void deliveryUnreadable(DeliveryUnreadable event) {
    journey.enqueue(event);
  }

  @Override
  public void inviteAnswer(InviteAnswer answer) {
    journey.enqueue(answer);
  }

  @Override
  public void recordRestored(RecordRestored restored) {
    journey.enqueue(restored);
  }

  /** Waits in a detached scope too: a cancelled run still answers. */
  @Override
  public long command(JourneyCommand command) {
    CompletablePromise<Long> revision = Workflow.newPromise();
    Workflow.newDetachedCancellationScope(() -> revision.complete(journey.awaitRecorded(command)))
        .run();
    return revision.get();
  }

  @Override
  public void validateCommand(JourneyCommand command) {
    journey.validate(command);
  }

  @Override
  public JourneyState state() {
    return journey.state();
  }
}
