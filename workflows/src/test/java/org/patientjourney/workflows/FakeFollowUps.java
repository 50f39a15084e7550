package org.patientjourney.workflows;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.patientjourney.workflows.followup.FollowUpActivities;
import org.patientjourney.workflows.followup.FollowUpActivities.FollowUpCheck;
import org.patientjourney.workflows.order.JourneyId;

/** Finds nothing in a follow-up's way, unless the story says so. */
public final class FakeFollowUps implements FollowUpActivities {
  private final Deque<FollowUpCheck> script = new ArrayDeque<>();
  private int checked;

  public synchronized void finds(FollowUpCheck check) {
    script.add(check);
  }

  /** How often it was looked. */
  public synchronized int checked() {
    return checked;
  }

  @Override
  public synchronized FollowUpCheck checkFollowUp(JourneyId followUp) {
    checked++;
    FollowUpCheck scripted = script.poll();
    return scripted == null ? new FollowUpCheck(List.of(), true) : scripted;
  }
}
