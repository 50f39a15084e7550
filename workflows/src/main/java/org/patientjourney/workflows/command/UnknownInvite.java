package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.journey.JourneyState;

/** What both answers to "does the invite exist?" ask for. */
public final class UnknownInvite {
  private UnknownInvite() {}

  public static Optional<String> orRefusal(JourneyState state) {
    return state.invite() == InviteStatus.UNKNOWN
        ? Optional.empty()
        : Optional.of("expected an unknown invite, found " + state.invite());
  }
}
