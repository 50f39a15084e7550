package org.patientjourney.app.webhook;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.PatientExamRow;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.webhook.DeliveryState;
import org.patientjourney.activities.webhook.QuarantineDao;
import org.patientjourney.activities.webhook.QuarantinedRow;
import org.patientjourney.activities.webhook.StoredDelivery;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Finds deliveries; of one without a journey also the journey that its ids suggest. */
public final class StoredDeliveries {
  private final Jdbi jdbi;
  private final WebhookStore deliveries;
  private final QualiphyWebhookReader reader;

  public StoredDeliveries(Jdbi jdbi, WebhookStore deliveries, QualiphyWebhookReader reader) {
    this.jdbi = jdbi;
    this.deliveries = deliveries;
    this.reader = reader;
  }

  List<StoredDelivery> page(DeliveryQuery query, @Nullable String clinic, int limit) {
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

  List<DeliveryView> quarantined(DeliveryQuery query) {
    return jdbi
        .withExtension(
            QuarantineDao.class,
            dao ->
                dao.findPage(
                    query.from(),
                    query.to(),
                    query.cursor().receivedAt(),
                    query.cursor().id(),
                    query.size()))
        .stream()
        .map(this::view)
        .toList();
  }

  Optional<DeliveryView> find(WebhookDeliveryId id, @Nullable String clinic) {
    Optional<StoredDelivery> stored =
        jdbi.withExtension(WebhookDeliveryDao.class, dao -> dao.findStored(id));
    if (stored.isPresent()) {
      return stored
          .filter(row -> clinic == null || row.meetingId().value().startsWith(clinic + ":"))
          .map(this::view);
    }
    return clinic == null
        ? jdbi.withExtension(QuarantineDao.class, dao -> dao.find(id)).map(this::view)
        : Optional.empty();
  }

  DeliveryView view(StoredDelivery row) {
    boolean isLost = row.state() == DeliveryState.NEEDS_REVIEW;
    return DeliveryView.of(
        row,
        isLost
            ? suggestion(DeliveryReading.of(deliveries.body(row.deliveryId()), reader))
                .filter(journey -> isOfSameClinic(journey, row.meetingId()))
                .orElse(null)
            : null);
  }

  /** A key of one clinic sees no other's journeys, not even as a suggestion. */
  private static boolean isOfSameClinic(JourneyId journey, MeetingId meeting) {
    String clinic = meeting.value().substring(0, meeting.value().indexOf(':') + 1);
    return journey.value().startsWith(clinic);
  }

  private DeliveryView view(QuarantinedRow row) {
    byte[] body = deliveries.body(row);
    DeliveryReading read = DeliveryReading.of(body, reader);
    return DeliveryView.ofQuarantined(
        row.deliveryId(),
        row.receivedAt(),
        read.number(),
        suggestion(read).orElse(null),
        body.length);
  }

  /** By the patient exam id, else by the meeting id that our invite sent along; never by e-mail. */
  private Optional<JourneyId> suggestion(DeliveryReading read) {
    PatientExamId exam = read.patientExamId();
    List<PatientExamRow> bound =
        exam == null
            ? List.of()
            : jdbi.withExtension(InviteAttemptDao.class, dao -> dao.findBoundTo(exam));
    return bound.isEmpty()
        ? ofMeeting(read.reading().additionalData())
        : bound.stream().map(PatientExamRow::journeyId).findFirst();
  }

  private Optional<JourneyId> ofMeeting(@Nullable String additionalData) {
    if (additionalData == null || !JourneyId.isValid(additionalData)) {
      return Optional.empty();
    }
    List<JourneyRow> members =
        jdbi.withExtension(
            JourneyDao.class, dao -> dao.findByMeeting(new MeetingId(additionalData)));
    return members.size() == 1 ? Optional.of(members.get(0).journeyId()) : Optional.empty();
  }
}
