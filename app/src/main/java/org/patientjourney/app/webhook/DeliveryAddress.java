package org.patientjourney.app.webhook;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.PatientExamRow;
import org.patientjourney.activities.journey.JourneyDao;
import org.patientjourney.activities.journey.JourneyRow;
import org.patientjourney.activities.qualiphy.Reading;
import org.patientjourney.activities.webhook.WebhookDeliveryRow;
import org.patientjourney.workflows.exam.PatientExamId;
import org.patientjourney.workflows.journey.JourneyId;

/**
 * Which journey a delivery belongs to. The token has named the meeting; within it the patient exam
 * id decides, else the exam id. Never an e-mail address, never a guess.
 */
final class DeliveryAddress {
  private final Jdbi jdbi;

  DeliveryAddress(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Empty when a person must look: another meeting's patient exam, or an exam nobody ordered. */
  Optional<JourneyId> find(WebhookDeliveryRow delivery, Reading.Consultation consultation) {
    PatientExamId id = consultation.patientExamId();
    List<PatientExamRow> bound =
        id == null
            ? List.of()
            : jdbi.withExtension(InviteAttemptDao.class, dao -> dao.findBoundTo(id));
    if (!bound.isEmpty()) {
      return bound.stream()
          .filter(exam -> exam.meetingId().equals(delivery.meetingId()))
          .filter(exam -> exam.attempt() == delivery.attempt())
          .map(PatientExamRow::journeyId)
          .findFirst();
    }
    return jdbi
        .withExtension(JourneyDao.class, dao -> dao.findByMeeting(delivery.meetingId()))
        .stream()
        .filter(journey -> journey.examId().equals(consultation.examId()))
        .map(JourneyRow::journeyId)
        .findFirst();
  }
}
