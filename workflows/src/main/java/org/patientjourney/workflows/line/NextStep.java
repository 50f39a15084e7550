package org.patientjourney.workflows.line;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.consultation.ConsultationPhase;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Standing;
import org.patientjourney.workflows.meeting.ResendPhase;
import org.patientjourney.workflows.policy.JourneyPolicy;

/**
 * What happens next on a journey, until when, and who owns it.
 *
 * @param due when the engine acts although nothing came; null when it waits for its owner alone
 * @param reminderAt when the patient is reminded next of an exam not taken
 * @param linkExpiresAt when the patient's link expires or expired; a resend extends it
 */
public record NextStep(
    String what,
    @Nullable Instant due,
    @Nullable Owner owner,
    @Nullable Instant reminderAt,
    @Nullable Instant linkExpiresAt) {

  public NextStep(String what, @Nullable Instant due, @Nullable Owner owner) {
    this(what, due, owner, null, null);
  }

  public static NextStep of(JourneyState state, JourneyPolicy policy) {
    Standing standing = Phases.RULES.standing(state);
    Instant due = standing.due();
    return new NextStep(
        standing.next(),
        due == null ? Phases.RULES.deadline(state, policy) : due,
        standing.owner(),
        ResendPhase.reminderAt(state, policy).orElse(null),
        ConsultationPhase.linkExpiry(state, policy).orElse(null));
  }
}
