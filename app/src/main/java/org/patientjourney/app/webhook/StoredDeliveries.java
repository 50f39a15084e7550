package org.patientjourney.app.webhook;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.PatientExamRow;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Finds deliveries; of one without a journey also the journey that its ids suggest. */
public record StoredDeliveries(Jdbi jdbi, WebhookStore deliveries, ProviderReports reports) {

  List<WebhookDelivery> page(DeliveryQuery query, @Nullable String clinic, int limit) {
    return jdbi.withExtension(
        WebhookDeliveryDao.class,
        dao ->
            dao.findPage(
                query.state(),
                query.journey(),
                clinic,
                query.from(),
                query.to(),
                query.cursor().receivedAt(),
                query.cursor().id(),
                limit));
  }

  /** A key of one clinic sees no quarantine, which has no clinic. */
  Optional<WebhookDelivery> find(WebhookDeliveryId id, @Nullable String clinic) {
    return jdbi.withExtension(WebhookDeliveryDao.class, dao -> dao.find(id))
        .filter(
            row ->
                clinic == null
                    || (row.meetingId() != null
                        && row.meetingId().value().startsWith(clinic + ":")))
        .map(this::suggested);
  }

  DeliveryReading read(Handle handle, WebhookDeliveryId id) {
    return DeliveryReading.of(stored(handle, id), deliveries, reports);
  }

  /** Empty when it was erased. */
  Optional<DeliveryReading> readKept(Handle handle, WebhookDeliveryId id) {
    return Optional.of(stored(handle, id))
        .filter(stored -> !stored.isErased())
        .map(stored -> DeliveryReading.of(stored, deliveries, reports));
  }

  private static WebhookDelivery.WithBody stored(Handle handle, WebhookDeliveryId id) {
    return handle
        .attach(WebhookDeliveryDao.class)
        .findWithBody(id)
        .orElseThrow(() -> new IllegalStateException("no delivery " + id + ": a bug"));
  }

  /** With the journey that its ids suggest, and in quarantine the kind of event it would be. */
  WebhookDelivery suggested(WebhookDelivery row) {
    boolean isQuarantined = row.state() == DeliveryState.QUARANTINED;
    if (!isQuarantined && row.state() != DeliveryState.NEEDS_REVIEW) {
      return row;
    }
    return jdbi.withHandle(
        handle -> {
          Optional<DeliveryReading> kept = readKept(handle, row.deliveryId());
          if (kept.isEmpty()) {
            return row;
          }
          DeliveryReading read = kept.get();
          Optional<JourneyId> suggestion =
              suggestion(handle, read).filter(journey -> isOfSameClinic(journey, row.meetingId()));
          return row.suggesting(
              suggestion.orElse(null), isQuarantined ? read.number() : row.event());
        });
  }

  /** A key of one clinic sees no other's journeys, not even as a suggestion. */
  private static boolean isOfSameClinic(JourneyId journey, @Nullable MeetingId meeting) {
    return meeting == null
        || journey
            .value()
            .startsWith(meeting.value().substring(0, meeting.value().indexOf(':') + 1));
  }

  /** By the patient exam id, else by the meeting id that our invite sent along; never by e-mail. */
  private static Optional<JourneyId> suggestion(Handle handle, DeliveryReading read) {
    PatientExamId exam = read.patientExamId();
    List<PatientExamRow> bound =
        exam == null ? List.of() : handle.attach(InviteAttemptDao.class).findBoundTo(exam);
    if (!bound.isEmpty()) {
      return Optional.of(bound.get(0).journeyId());
    }
    String additionalData = read.reading().additionalData();
    if (additionalData == null || !JourneyId.isValid(additionalData)) {
      return Optional.empty();
    }
    List<JourneyRow> members =
        handle.attach(JourneyDao.class).findByMeeting(new MeetingId(additionalData));
    return members.size() == 1 ? Optional.of(members.get(0).journeyId()) : Optional.empty();
  }
}
