package org.patientjourney.activities.report;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.patientjourney.workflows.order.JourneyId;

/** Statements on {@code shipment}. */
@RegisterConstructorMapper(ShipmentRow.class)
public interface ShipmentDao {
  @SqlUpdate(
      """
      insert into shipment (delivery_id, position, journey_id, prescription_id, tracked, detail,
        received_at)
      values (:deliveryId, :position, :journeyId, :prescriptionId, :tracked, :detail, :receivedAt)
      on conflict do nothing
      """)
  void insertIfAbsent(@BindMethods ShipmentRow row);

  @SqlQuery(
      """
      select * from shipment where journey_id = :journeyId
      order by received_at, delivery_id, position
      """)
  List<ShipmentRow> findByJourney(JourneyId journeyId);
}
