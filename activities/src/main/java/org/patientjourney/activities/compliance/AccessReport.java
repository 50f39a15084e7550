package org.patientjourney.activities.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.compliance.AccessLog.AccessLine;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;

/**
 * What is kept of a patient, and who read it: ids, dates and counts, with the purposes of reads.
 *
 * @param kept kinds of which there is nothing are left out
 * @param reads lines of the access log about the patient's orders, oldest first
 */
public record AccessReport(
    ClinicId clinic,
    PatientId patientId,
    Instant asOf,
    List<KeptOrder> orders,
    List<Kept> kept,
    List<AccessLine> reads) {
  public AccessReport {
    orders = List.copyOf(orders);
    kept = List.copyOf(kept);
    reads = List.copyOf(reads);
  }

  /**
   * One order.
   *
   * @param journeys in the order of their ids
   * @param erasedAt when its key was destroyed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record KeptOrder(
      OrderId orderId, Instant receivedAt, List<String> journeys, @Nullable Instant erasedAt) {
    public KeptOrder {
      journeys = List.copyOf(journeys);
    }
  }

  /**
   * What is kept of one kind.
   *
   * @param readable how many of them were not erased
   */
  public record Kept(Kind kind, long number, long readable, Instant oldest, Instant newest) {
    /** Kinds of personal data. */
    public enum Kind {
      ORDER,
      CORRECTION,
      INVITE_LINK,
      WEBHOOK_DELIVERY,
      STORE_DELIVERY,
      PDF_COPY,
      ATTACHMENT_NAME,
      NOTE,
      COMMAND,
      REFUSAL,
      WAIVER,
      ALARM_ACKNOWLEDGEMENT
    }
  }

  /** Of the transaction's snapshot; empty when no order has the patient. */
  static Optional<AccessReport> find(
      Handle handle, AccessLog log, ClinicId clinic, PatientId patient, Instant now) {
    AccessReportDao dao = handle.attach(AccessReportDao.class);
    List<KeptOrder> orders = dao.findOrders(clinic, patient);
    if (orders.isEmpty()) {
      return Optional.empty();
    }
    String[] ids = orders.stream().map(order -> order.orderId().value()).toArray(String[]::new);
    String[] journeys =
        orders.stream().flatMap(order -> order.journeys().stream()).toArray(String[]::new);
    return Optional.of(
        new AccessReport(
            clinic,
            patient,
            now,
            orders,
            dao.findKept(clinic, ids, journeys),
            log.ofOrders(handle, clinic, ids)));
  }

  interface AccessReportDao {
    @SqlQuery(
        """
        select order_id, received_at, destroyed_at as erased_at,
          array(select journey_id from journey where journey.clinic = exam_order.clinic
            and journey.order_id = exam_order.order_id order by journey_id) as journeys
        from exam_order join order_key using (clinic, order_id)
        where clinic = :clinic and patient_id = :patientId order by received_at, order_id
        """)
    List<KeptOrder> findOrders(ClinicId clinic, PatientId patientId);

    @SqlQuery(
        """
        with kept_order as (
          select order_id, received_at, wrapped is not null as readable
          from exam_order join order_key using (clinic, order_id)
          where clinic = :clinic and order_id = any(:orders)),
        kept_journey as (
          select journey_id, meeting_id, readable from journey join kept_order using (order_id)
          where journey_id = any(:journeys)),
        kept_meeting as (
          select meeting_id, readable from meeting join kept_order using (order_id)
          where clinic = :clinic),
        kept_delivery as (
          select received_at, body_key from webhook_delivery
          where journey_id = any(:journeys) or (journey_id is null
            and meeting_id = any(array(select meeting_id from kept_meeting)))),
        kept_store_delivery as (
          select received_at, body_key from store_delivery
          where clinic = :clinic and order_id = any(:orders)),
        kept (kind, at, readable) as (
          select 'ORDER', received_at, readable from kept_order
          union all select 'CORRECTION', corrected_at, readable
            from order_correction join kept_order using (order_id) where clinic = :clinic
          union all select 'INVITE_LINK', answered_at, meeting_url is not null
            from invite_attempt join kept_meeting using (meeting_id) where state = 'SENT'
          union all select 'WEBHOOK_DELIVERY', received_at, body_key is not null from kept_delivery
          union all select 'STORE_DELIVERY', received_at, body_key is not null
            from kept_store_delivery
          union all select 'PDF_COPY', copied_at, content is not null
            from pdf_copy where journey_id = any(:journeys) and state = 'COPIED'
          union all select 'ATTACHMENT_NAME', prepared_at, readable
            from attachment join kept_journey using (journey_id)
          union all select 'NOTE', at, readable
            from journal_entry join kept_journey using (journey_id) where note is not null
          union all select 'COMMAND', given_at, content_key is not null from given_command
            where subject in (
        """
            + GivenCommands.SUBJECTS_OF_PATIENT
            + """
            )
          union all select 'REFUSAL', refused_at, readable
            from provider_refusal join kept_journey using (journey_id)
          union all select 'WAIVER', ended_at, readable
            from obligation join kept_journey using (journey_id) where waiver is not null
          union all select 'ALARM_ACKNOWLEDGEMENT', acknowledged_at, readable
            from alarm join kept_journey using (journey_id) where acknowledgement is not null)
        select kind, count(*) as number, count(*) filter (where readable) as readable,
          min(at) as oldest, max(at) as newest
        from kept group by kind order by kind
        """)
    List<Kept> findKept(ClinicId clinic, String[] orders, String[] journeys);
  }
}
