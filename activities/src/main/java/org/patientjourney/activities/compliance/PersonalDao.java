package org.patientjourney.activities.compliance;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.webhook.WebhookDeliveryId;

/** Finds personal data, still encrypted, together with whose it is. */
@RegisterConstructorMapper(StoredLink.class)
@RegisterConstructorMapper(StoredDelivery.class)
public interface PersonalDao {
  /** Empty when there is no such journey. */
  @SqlQuery(
      """
      select meeting_id, number, state, meeting_url
      from journey left join invite_attempt using (meeting_id)
      where journey_id = :journeyId
      order by meeting_url is null, number desc limit 1
      """)
  Optional<StoredLink> findLink(JourneyId journeyId);

  @SqlQuery(
      """
      select delivery_id, clinic, order_id, journey_id, body
      from webhook_delivery join meeting using (meeting_id)
      where delivery_id = :id
      """)
  Optional<StoredDelivery> findDelivery(WebhookDeliveryId id);
}
