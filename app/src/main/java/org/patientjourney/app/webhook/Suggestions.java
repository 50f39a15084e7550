package org.patientjourney.app.webhook;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.PatientExamRow;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyDao.OnlyJourney;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/**
 * The journeys that deliveries may be about: by the patient exam id, else by the meeting id that
 * our invite sent along; never by e-mail.
 */
record Suggestions(Map<PatientExamId, JourneyId> byExam, Map<MeetingId, JourneyId> byMeeting) {
  static Suggestions find(Handle handle, Collection<DeliveryReading> read) {
    return new Suggestions(
        handle
            .attach(InviteAttemptDao.class)
            .findAllBoundTo(ids(read, DeliveryReading::patientExamId))
            .stream()
            .collect(
                Collectors.toMap(
                    PatientExamRow::patientExamId,
                    PatientExamRow::journeyId,
                    (first, other) -> first)),
        handle.attach(JourneyDao.class).findOnlyJourneys(ids(read, Suggestions::meeting)).stream()
            .collect(Collectors.toMap(OnlyJourney::meetingId, OnlyJourney::journeyId)));
  }

  private static String[] ids(
      Collection<DeliveryReading> read, Function<DeliveryReading, @Nullable Object> id) {
    return read.stream()
        .map(id)
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .distinct()
        .toArray(String[]::new);
  }

  /** As the invite sent it along. */
  private static @Nullable MeetingId meeting(DeliveryReading read) {
    String additionalData = read.reading().additionalData();
    return additionalData == null || !JourneyId.isValid(additionalData)
        ? null
        : new MeetingId(additionalData);
  }

  /** The delivery as it is shown to a person who shall assign it. */
  WebhookDelivery to(DeliveryReading read) {
    WebhookDelivery row = read.delivery();
    JourneyId suggestion =
        Optional.ofNullable(read.patientExamId())
            .map(byExam::get)
            .or(() -> Optional.ofNullable(meeting(read)).map(byMeeting::get))
            .filter(journey -> isOfSameClinic(journey, row.meetingId()))
            .orElse(null);
    return row.suggesting(
        suggestion, row.state() == DeliveryState.QUARANTINED ? read.number() : row.event());
  }

  /** A key of one clinic sees no other's journeys, not even as a suggestion. */
  private static boolean isOfSameClinic(JourneyId journey, @Nullable MeetingId meeting) {
    return meeting == null
        || journey
            .value()
            .startsWith(meeting.value().substring(0, meeting.value().indexOf(':') + 1));
  }
}
