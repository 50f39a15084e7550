package org.patientjourney.activities.qualiphy;

import java.net.URI;
import java.util.Map;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ExamId;

/**
 * A meeting that an invite created. Prints neither link nor uuid, as the link contains the uuid and
 * admits its holder as the patient.
 *
 * @param patientExams one for every exam asked for
 */
public record CreatedMeeting(
    String meetingUuid, URI meetingUrl, Map<ExamId, PatientExamId> patientExams) {
  public CreatedMeeting {
    patientExams = Map.copyOf(patientExams);
  }

  @Override
  public String toString() {
    return "CreatedMeeting" + patientExams;
  }
}
