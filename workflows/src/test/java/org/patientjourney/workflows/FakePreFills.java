package org.patientjourney.workflows;

import java.util.ArrayList;
import java.util.List;
import org.patientjourney.workflows.fact.Attempt.PreFill;
import org.patientjourney.workflows.meeting.PreFillActivities;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Takes all answers, unless the story lets it fail. */
public final class FakePreFills implements PreFillActivities {
  private final List<Integer> attempts = new ArrayList<>();
  private final FakePauses pauses;
  private boolean failing;

  public FakePreFills(FakePauses pauses) {
    this.pauses = pauses;
  }

  public synchronized void fails() {
    failing = true;
  }

  /** The attempts that answers were given to, each call. */
  public synchronized List<Integer> attempts() {
    return List.copyOf(attempts);
  }

  @Override
  public synchronized PreFill preFill(MeetingId meeting, int attempt, JourneyId journey) {
    pauses.requireNone();
    attempts.add(attempt);
    if (failing) {
      throw new IllegalStateException("the provider cannot be reached");
    }
    return PreFill.ALL;
  }
}
