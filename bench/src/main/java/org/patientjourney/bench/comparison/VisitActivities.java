package org.patientjourney.bench.comparison;

import io.temporal.activity.ActivityInterface;

/** Each writes its row. */
@ActivityInterface
public interface VisitActivities {
  /** Calls the provider once; a second call would make a second invite. */
  void sendInvite(String visitId);

  void copyPdf(String visitId, String examUrl);

  void recordDecision(String visitId, String status);
}
