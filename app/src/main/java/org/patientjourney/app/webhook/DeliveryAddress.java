package org.patientjourney.app.webhook;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.PatientExamRow;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.webhook.DeliveryFinding;
import org.patientjourney.activities.webhook.WebhookDeliveryRow;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Which journey a delivery belongs to. The token has named the meeting; within it the patient exam
 * id decides, else the exam id. Never an e-mail address, never a guess.
 */
final class DeliveryAddress {
  private final Jdbi jdbi;

  DeliveryAddress(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A journey, or why a person must look. */
  record Found(@Nullable JourneyId journey, @Nullable DeliveryFinding finding) {
    static Found journey(JourneyId journey) {
      return new Found(journey, null);
    }

    static Found none(DeliveryFinding finding) {
      return new Found(null, finding);
    }
  }

  Found find(WebhookDeliveryRow delivery, @Nullable PatientExamId id, @Nullable ExamId exam) {
    Optional<JourneyId> assigned = delivery.assignedTo();
    if (assigned.isPresent()) {
      return Found.journey(assigned.get());
    }
    List<PatientExamRow> bound =
        id == null
            ? List.of()
            : jdbi.withExtension(InviteAttemptDao.class, dao -> dao.findBoundTo(id));
    if (!bound.isEmpty()) {
      return ofBound(delivery, bound);
    }
    return ofMeeting(delivery, exam);
  }

  /**
   * Of an event 3 in its older shape, which names no exam at all: only a meeting of one exam leaves
   * no choice.
   */
  Found findWithoutIds(WebhookDeliveryRow delivery) {
    List<JourneyRow> members = members(delivery);
    return delivery.assignedTo().isEmpty() && members.size() == 1
        ? Found.journey(members.get(0).journeyId())
        : findAssigned(delivery);
  }

  /** Of an event that only a person can match. */
  Found findAssigned(WebhookDeliveryRow delivery) {
    return delivery
        .assignedTo()
        .map(Found::journey)
        .orElseGet(() -> Found.none(DeliveryFinding.NO_EXAM));
  }

  /**
   * The journeys that a delivery may be about whose kind is unknown: the one whose patient exam it
   * names, else each open one of its attempt; at least one. A bound delivery stays with its
   * journey.
   */
  List<JourneyId> findConcerned(WebhookDeliveryRow delivery, @Nullable PatientExamId id) {
    if (delivery.journeyId() != null) {
      return List.of(delivery.journeyId());
    }
    Found named = find(delivery, id, null);
    if (named.journey() != null) {
      return List.of(named.journey());
    }
    List<JourneyId> open = findOpen(delivery);
    return open.isEmpty() ? List.of(delivery.meetingId().leader()) : open;
  }

  /** The open journeys of the attempt whose token the delivery carries. */
  List<JourneyId> findOpen(WebhookDeliveryRow delivery) {
    return jdbi
        .withExtension(
            JourneyDao.class,
            dao -> dao.findOpenInAttempt(delivery.meetingId(), delivery.attempt()))
        .stream()
        .map(JourneyRow::journeyId)
        .toList();
  }

  private static Found ofBound(WebhookDeliveryRow delivery, List<PatientExamRow> bound) {
    return bound.stream()
        .filter(exam -> exam.meetingId().equals(delivery.meetingId()))
        .filter(exam -> exam.attempt() == delivery.attempt())
        .map(PatientExamRow::journeyId)
        .findFirst()
        .map(Found::journey)
        .orElseGet(() -> Found.none(DeliveryFinding.OTHER_MEETING));
  }

  /** A journey that was invited anew has left the meeting, but not the attempt it was bound in. */
  private Found ofMeeting(WebhookDeliveryRow delivery, @Nullable ExamId exam) {
    if (exam == null) {
      return Found.none(DeliveryFinding.NO_EXAM);
    }
    return jdbi
        .withExtension(InviteAttemptDao.class, dao -> dao.findBound(delivery.meetingId()))
        .stream()
        .filter(bound -> bound.attempt() == delivery.attempt() && bound.examId().equals(exam))
        .map(PatientExamRow::journeyId)
        .findFirst()
        .or(
            () ->
                members(delivery).stream()
                    .filter(member -> member.examId().equals(exam))
                    .map(JourneyRow::journeyId)
                    .findFirst())
        .map(Found::journey)
        .orElseGet(() -> Found.none(DeliveryFinding.OTHER_EXAM));
  }

  private List<JourneyRow> members(WebhookDeliveryRow delivery) {
    return jdbi.withExtension(JourneyDao.class, dao -> dao.findByMeeting(delivery.meetingId()));
  }
}
