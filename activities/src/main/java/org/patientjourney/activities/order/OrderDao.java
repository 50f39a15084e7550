package org.patientjourney.activities.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;

/** Statements on {@code exam_order} and {@code meeting}. */
public interface OrderDao {
  /** With the order's meetings; false when its id is known. */
  @SqlUpdate(
      """
      with ordered as (
        insert into exam_order (clinic, order_id, patient_id, content, received_at)
        values (:clinic, :orderId, :patientId, :content, :receivedAt)
        on conflict do nothing
        returning clinic, order_id)
      insert into meeting (meeting_id, clinic, order_id)
      select meeting_id, clinic, order_id
      from ordered, unnest(cast(:meetingIds as text[])) as meeting_id
      """)
  boolean insertIfAbsent(
      ClinicId clinic,
      OrderId orderId,
      PatientId patientId,
      byte[] content,
      Instant receivedAt,
      String[] meetingIds);

  /** An order's ciphertext, and what it is encrypted for. */
  @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
  record StoredOrder(ClinicId clinic, OrderId orderId, byte[] content) {}

  /** None or one or two. */
  @SqlQuery(
      """
      (select clinic, order_id, content from exam_order order by received_at limit 1)
      union all
      (select clinic, order_id, content from exam_order order by received_at desc limit 1)
      """)
  @RegisterConstructorMapper(StoredOrder.class)
  List<StoredOrder> findOldestAndNewest();

  @SqlQuery("select content from exam_order where clinic = :clinic and order_id = :orderId")
  Optional<byte[]> findContent(ClinicId clinic, OrderId orderId);

  @SqlQuery(
      """
      select exam_order.content, coalesce(latest.number, 0) as correction_number,
        latest.content as correction
      from exam_order left join lateral (
        select number, content from order_correction correction
        where correction.clinic = exam_order.clinic and correction.order_id = exam_order.order_id
        order by number desc limit 1) latest on true
      where exam_order.clinic = :clinic and exam_order.order_id = :orderId
      """)
  @RegisterConstructorMapper(CurrentOrder.class)
  Optional<CurrentOrder> findCurrent(ClinicId clinic, OrderId orderId);

  /** Serialises corrections of one order; for the length of the transaction. */
  @SqlQuery(
      """
      select meeting_id from meeting where clinic = :clinic and order_id = :orderId
      order by meeting_id for no key update
      """)
  List<MeetingId> lockMeetings(ClinicId clinic, OrderId orderId);

  /** For a follow-up, and for a journey that is re-invited alone. */
  @SqlUpdate(
      """
      insert into meeting (meeting_id, clinic, order_id) values (:meetingId, :clinic, :orderId)
      on conflict do nothing
      """)
  void insertMeetingIfAbsent(MeetingId meetingId, ClinicId clinic, OrderId orderId);

  /** Serialises what is done to one meeting; for the length of the transaction. */
  @SqlQuery("select meeting_id from meeting where meeting_id = :meetingId for no key update")
  MeetingId lockMeeting(MeetingId meetingId);

  /**
   * An order and the latest correction of its patient, both ciphertext.
   *
   * @param correctionNumber 0 when there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record CurrentOrder(byte[] content, int correctionNumber, byte @Nullable [] correction) {}
}
