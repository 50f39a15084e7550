package org.patientjourney.activities.doctor;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.OrderId;

/** What has been tried, as the record shows. */
public interface EvidenceDao {
  /** Of which a journey is closed with a decision. */
  @SqlQuery(
      "select distinct exam_id from journey where not open and decision in ('APPROVED', 'REJECTED')")
  Set<ExamId> findDecidedExams();

  /** That a webhook has reported: of these its journey has one. */
  @SqlQuery(
      """
      select distinct decision from journey
      where decision in ('APPROVED', 'REJECTED') and exists (select 1 from webhook_delivery delivery
        where delivery.journey_id = journey.journey_id and event = 1 and state = 'APPLIED')
      """)
  Set<Decision> findReportedDecisions();

  /** Whether a webhook came twice and was recognised. */
  @SqlQuery("select exists (select 1 from webhook_delivery where effect = 'DUPLICATE')")
  boolean hasRedelivery();

  /** Of open journeys, oldest first. */
  @SqlQuery(
      """
      select clinic, order_id from exam_order join order_key using (clinic, order_id)
      where wrapped is not null and exists (select 1 from journey where journey.clinic = exam_order.clinic
        and journey.order_id = exam_order.order_id and journey.open)
      order by received_at limit :limit
      """)
  List<OpenOrder> findOpenOrders(int limit);

  /** The key of an order. */
  record OpenOrder(ClinicId clinic, OrderId orderId) {}
}
