package org.patientjourney.app.webhook;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.PatientExamRow;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryFinding;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Which journey a delivery belongs to. The token has named the meeting; within it the patient exam
 * id decides, else the exam id. Never an e-mail address, never a guess.
 *
 * @param journeys one when there is no finding; else those that the delivery may be about, if any
 * @param finding why a person must look
 */
record DeliveryAddress(List<JourneyId> journeys, @Nullable DeliveryFinding finding) {
  static DeliveryAddress of(Handle handle, DeliveryReading read) {
    return read.isEvent() ? ofEvent(handle, read) : ofUnknown(handle, read);
  }

  private static DeliveryAddress of(JourneyId journey) {
    return new DeliveryAddress(List.of(journey), null);
  }

  private static DeliveryAddress none(DeliveryFinding finding) {
    return new DeliveryAddress(List.of(), finding);
  }

  /** What matches no exam of its token's meeting may be about any open journey of the attempt. */
  private static DeliveryAddress ofEvent(Handle handle, DeliveryReading read) {
    DeliveryAddress found = named(handle, read);
    return found.finding == null
        ? found
        : new DeliveryAddress(findOpen(handle, read.delivery()), found.finding);
  }

  /**
   * What is no known event is of the journey whose patient exam it names, else it may be about each
   * open one of its attempt; at least one. A bound delivery stays with its journey.
   */
  private static DeliveryAddress ofUnknown(Handle handle, DeliveryReading read) {
    WebhookDelivery delivery = read.delivery();
    if (delivery.journeyId() != null) {
      return of(delivery.journeyId());
    }
    DeliveryAddress named = ofIds(handle, delivery, read.patientExamId(), null);
    if (named.finding == null) {
      return named;
    }
    List<JourneyId> open = findOpen(handle, delivery);
    return open.size() > 1
        ? new DeliveryAddress(
            open,
            read.number() == null ? DeliveryFinding.UNREADABLE : DeliveryFinding.UNKNOWN_EVENT)
        : of(open.isEmpty() ? delivery.knownMeeting().sender() : open.get(0));
  }

  private static DeliveryAddress named(Handle handle, DeliveryReading read) {
    WebhookDelivery delivery = read.delivery();
    if (delivery.assignedTo().isPresent()) {
      return of(delivery.assignedTo().get());
    }
    if (read.hasPlaceholder()) {
      return none(DeliveryFinding.NO_EXAM);
    }
    if (read.patientExamId() == null && read.reading() instanceof Reading.Shipment) {
      // An event 3 in its older shape names no exam: only a meeting of one leaves no choice.
      List<JourneyRow> journeys = journeys(handle, delivery);
      return journeys.size() == 1 ? of(journeys.get(0).journeyId()) : none(DeliveryFinding.NO_EXAM);
    }
    return ofIds(handle, delivery, read.patientExamId(), read.reading().examId());
  }

  private static DeliveryAddress ofIds(
      Handle handle, WebhookDelivery delivery, @Nullable PatientExamId id, @Nullable ExamId exam) {
    InviteAttemptDao attempts = handle.attach(InviteAttemptDao.class);
    List<PatientExamRow> bound = id == null ? List.of() : attempts.findBoundTo(id);
    if (!bound.isEmpty()) {
      return bound.stream()
          .filter(known -> known.meetingId().equals(delivery.meetingId()))
          .filter(known -> known.attempt() == delivery.knownAttempt())
          .map(known -> of(known.journeyId()))
          .findFirst()
          .orElseGet(() -> none(DeliveryFinding.OTHER_MEETING));
    }
    if (exam == null) {
      return none(id == null ? DeliveryFinding.NO_EXAM : DeliveryFinding.UNKNOWN_PATIENT_EXAM);
    }
    // A journey that was invited anew has left the meeting, but not the attempt it was bound in.
    return attempts.findBound(delivery.knownMeeting()).stream()
        .filter(known -> known.attempt() == delivery.knownAttempt())
        .filter(known -> known.examId().equals(exam))
        .map(PatientExamRow::journeyId)
        .findFirst()
        .or(
            () ->
                journeys(handle, delivery).stream()
                    .filter(row -> row.examId().equals(exam))
                    .map(JourneyRow::journeyId)
                    .findFirst())
        .map(DeliveryAddress::of)
        .orElseGet(() -> none(DeliveryFinding.OTHER_EXAM));
  }

  /** The open journeys of the attempt whose token the delivery carries. */
  private static List<JourneyId> findOpen(Handle handle, WebhookDelivery delivery) {
    return handle
        .attach(JourneyDao.class)
        .findOpenInAttempt(delivery.knownMeeting(), delivery.knownAttempt())
        .stream()
        .map(JourneyRow::journeyId)
        .toList();
  }

  private static List<JourneyRow> journeys(Handle handle, WebhookDelivery delivery) {
    return handle.attach(JourneyDao.class).findByMeeting(delivery.knownMeeting());
  }
}
