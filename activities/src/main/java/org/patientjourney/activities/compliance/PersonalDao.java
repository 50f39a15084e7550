package org.patientjourney.activities.compliance;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessRequest.Subject;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.invite.InviteAttemptRow.AttemptState;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;

/** Finds personal data, still encrypted, and its subject. */
interface PersonalDao {
  /**
   * A journey's meeting with the attempt that has its link, else with the latest one, if any.
   *
   * @param meetingUrl ciphertext
   */
  @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
  record StoredLink(
      MeetingId meetingId,
      @Nullable Integer number,
      @Nullable AttemptState state,
      byte @Nullable [] meetingUrl) {
    boolean isKnown() {
      return meetingUrl != null;
    }
  }

  /**
   * A webhook delivery and its subject.
   *
   * @param clinic null in quarantine, as the order is
   * @param journeyId null until the journey is known
   * @param body ciphertext
   * @param bodyKey what it is encrypted with, ciphertext too; null once it is destroyed
   * @param destroyedAt when the key of its order was destroyed
   */
  @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
  record StoredBody(
      WebhookDeliveryId deliveryId,
      @Nullable ClinicId clinic,
      @Nullable OrderId orderId,
      @Nullable JourneyId journeyId,
      byte[] body,
      byte @Nullable [] bodyKey,
      @Nullable Instant destroyedAt) {
    Subject subject() {
      return new Subject(clinic, orderId, journeyId, deliveryId);
    }

    byte[] opened(Encryption ring) {
      return WebhookStore.opened(ring, deliveryId, body, bodyKey, destroyedAt);
    }
  }

  /**
   * Words of a person.
   *
   * @param context that they are encrypted in
   */
  @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
  record Words(byte[] ciphertext, String context) {
    static Optional<Words> of(Optional<byte[]> found, String context) {
      return found.map(ciphertext -> new Words(ciphertext, context));
    }
  }

  /**
   * Empty when there is no such journey. The link of a replaced attempt is dead, and that of an
   * attempt for other exams of the meeting is not this journey's.
   */
  @SqlQuery(
      """
      select journey.meeting_id, number, state, meeting_url
      from journey left join invite_attempt on invite_attempt.meeting_id = journey.meeting_id
        and journey.exam_id = any(exam_ids)
        and not exists (select 1 from patient_exam over
          where over.meeting_id = invite_attempt.meeting_id
            and over.attempt = invite_attempt.number
            and over.journey_id = journey.journey_id and over.over_at is not null)
      where journey_id = :journeyId
      order by meeting_url is null, number desc limit 1
      """)
  Optional<StoredLink> findLink(JourneyId journeyId);

  @SqlQuery(
      """
      select waiver from obligation
      where journey_id = :visit and kind = 'FOLLOW_UP' and waiver is not null
      """)
  Optional<byte[]> findWaiver(JourneyId visit);

  @SqlQuery(
      """
      select acknowledgement from alarm
      where alarm_id = :alarmId and acknowledgement is not null
      """)
  Optional<byte[]> findAcknowledgement(long alarmId);

  @SqlQuery(
      """
      select resolution from incident
      where incident_id = :incidentId and resolution is not null
      """)
  Optional<byte[]> findResolution(long incidentId);

  /** Of a pause: its reason, and what the context of the encryption is made of. */
  @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
  record StoredReason(String clinic, String commandId, byte[] reason) {
    Words words() {
      return new Words(reason, Pauses.context(clinic, commandId));
    }
  }

  @SqlQuery("select clinic, command_id, reason from pause where pause_id = :pauseId")
  Optional<StoredReason> findPauseReason(long pauseId);

  /** Of an erasure or a legal hold: its reason, and what the context is made of. */
  @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
  record ReasonOfPatient(ClinicId clinic, PatientId patientId, String commandId, byte[] reason) {
    Words words(String table) {
      return new Words(reason, PersonalReads.reasonContext(table, clinic, patientId, commandId));
    }
  }

  @SqlQuery(
      "select clinic, patient_id, command_id, reason from erasure where erasure_id = :erasureId")
  Optional<ReasonOfPatient> findErasureReason(long erasureId);

  @SqlQuery("select clinic, patient_id, command_id, reason from legal_hold where hold_id = :holdId")
  Optional<ReasonOfPatient> findLegalHoldReason(long holdId);

  @SqlQuery(
      """
      select delivery_id, clinic, order_id, journey_id, body, body_key, destroyed_at
      from webhook_delivery left join meeting using (meeting_id)
        left join order_key using (clinic, order_id)
      where delivery_id = :id
      """)
  Optional<StoredBody> findBody(WebhookDeliveryId id);

  @SqlQuery("select delivery_id from pdf_copy where journey_id = :journeyId and digest = :digest")
  Optional<WebhookDeliveryId> findDeliveryOfPdf(JourneyId journeyId, String digest);
}
