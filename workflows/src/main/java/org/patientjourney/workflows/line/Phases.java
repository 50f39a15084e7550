package org.patientjourney.workflows.line;

import java.util.List;
import org.patientjourney.workflows.consultation.ConsultationPhase;
import org.patientjourney.workflows.followup.FollowUpPhase;
import org.patientjourney.workflows.fulfilment.PrescriptionPhase;
import org.patientjourney.workflows.fulfilment.ShipmentPhase;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.journey.Rules;
import org.patientjourney.workflows.meeting.CancellationPhase;
import org.patientjourney.workflows.meeting.InvitePhase;
import org.patientjourney.workflows.meeting.PreFillPhase;
import org.patientjourney.workflows.meeting.ResendPhase;

/** The table of phases, in the order of the line; reactions within a wait come first. */
public final class Phases {
  static final Phase CANCELLATION = new CancellationPhase();
  static final Phase RESEND = new ResendPhase();
  static final Phase CONSULTATION = new ConsultationPhase();
  static final Phase PRESCRIPTION = new PrescriptionPhase();
  static final Phase SHIPMENT = new ShipmentPhase();

  public static final Rules RULES =
      new Rules(
          List.of(
              CANCELLATION,
              new FollowUpPhase(),
              new InvitePhase(),
              new PreFillPhase(),
              RESEND,
              CONSULTATION,
              PRESCRIPTION,
              SHIPMENT));

  private Phases() {}
}
