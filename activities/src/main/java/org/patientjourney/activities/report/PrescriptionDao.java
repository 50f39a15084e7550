package org.patientjourney.activities.report;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.patientjourney.workflows.order.JourneyId;

/** Statements on {@code prescription}. */
@RegisterConstructorMapper(PrescriptionRow.class)
public interface PrescriptionDao {
  @SqlUpdate(
      """
      insert into prescription (delivery_id, position, journey_id, prescription_id, controlled,
        confirmed, detail, received_at)
      values (:deliveryId, :position, :journeyId, :prescriptionId, :controlled, :confirmed,
        :detail, :receivedAt)
      on conflict do nothing
      """)
  void insertIfAbsent(@BindMethods PrescriptionRow row);

  @SqlQuery(
      """
      select * from prescription where journey_id = :journeyId
      order by received_at, delivery_id, position
      """)
  List<PrescriptionRow> findByJourney(JourneyId journeyId);
}
