package org.patientjourney.activities.compliance;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;

/** Finds personal data, still encrypted, together with whose it is. */
@RegisterConstructorMapper(StoredLink.class)
@RegisterConstructorMapper(StoredBody.class)
public interface PersonalDao {
  /**
   * Empty when there is no such journey. An attempt that was replaced has a link, but a dead one;
   * one that was made for other exams of the meeting has theirs.
   */
  @SqlQuery(
      """
      select journey.meeting_id, number, state, meeting_url
      from journey left join invite_attempt on invite_attempt.meeting_id = journey.meeting_id
        and (exam_ids is null or journey.exam_id = any(exam_ids))
        and not exists (select 1 from patient_exam over
          where over.meeting_id = invite_attempt.meeting_id
            and over.attempt = invite_attempt.number
            and over.journey_id = journey.journey_id and over.over_at is not null)
      where journey_id = :journeyId
      order by meeting_url is null, number desc limit 1
      """)
  Optional<StoredLink> findLink(JourneyId journeyId);

  @SqlQuery("select waiver from follow_up where journey_id = :visit and waiver is not null")
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

  @SqlQuery(
      """
      select delivery_id, clinic, order_id, journey_id, body
      from webhook_delivery join meeting using (meeting_id)
      where delivery_id = :id
      """)
  Optional<StoredBody> findDelivery(WebhookDeliveryId id);

  /**
   * Whether a body may name a controlled substance: every one, but of events 1 and 3, and of events
   * 2 whose medicines are recorded and none of them is controlled.
   */
  @SqlQuery(
      """
      select exists (select 1 from webhook_delivery where delivery_id = :id
          and event is distinct from 1 and event is distinct from 3
          and (event is distinct from 2
            or not exists (select 1 from prescription where delivery_id = :id)
            or exists (select 1 from prescription where delivery_id = :id and controlled)))
        or exists (select 1 from quarantined_delivery where delivery_id = :id)
      """)
  boolean mayBeControlled(WebhookDeliveryId id);

  @SqlQuery("select delivery_id from pdf_copy where journey_id = :journeyId and digest = :digest")
  Optional<WebhookDeliveryId> findDeliveryOfPdf(JourneyId journeyId, String digest);
}
