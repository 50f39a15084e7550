package org.patientjourney.activities.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.activities.encryption.OrderKeys;
import org.patientjourney.activities.encryption.OrderKeys.StoredKey;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;

/** Statements on {@code exam_order}, {@code order_correction} and {@code meeting}. */
public interface OrderDao {
  /** With the order's key and meetings; false when its id is known. */
  @SqlUpdate(
      """
      with ordered as (
        insert into exam_order (clinic, order_id, patient_id, content, received_at)
        values (:clinic, :orderId, :patientId, :content, :receivedAt)
        on conflict do nothing
        returning clinic, order_id),
      keyed as (
        insert into order_key (clinic, order_id, wrapped)
        select clinic, order_id, :key from ordered)
      insert into meeting (meeting_id, clinic, order_id)
      select meeting_id, clinic, order_id
      from ordered, unnest(cast(:meetingIds as text[])) as meeting_id
      """)
  boolean insertIfAbsent(
      ClinicId clinic,
      OrderId orderId,
      PatientId patientId,
      byte[] content,
      byte[] key,
      Instant receivedAt,
      String[] meetingIds);

  /** An order's ciphertext, what it is encrypted for, and its key. */
  @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
  record StoredOrder(ClinicId clinic, OrderId orderId, byte[] content, @Nested StoredKey key) {
    /**
     * The order as it was posted.
     *
     * @throws ErasedException when its key is destroyed
     */
    public Order opened(OrderKeys keys) {
      return StoredJson.read(
          keys.opened(key, clinic, orderId)
              .decryptText(content, OrderStore.context(clinic, orderId)),
          Order.class);
    }
  }

  /** None or one or two; none that was erased. */
  @SqlQuery(
      """
      (select clinic, order_id, content, wrapped, destroyed_at
        from exam_order join order_key using (clinic, order_id)
        where wrapped is not null order by received_at limit 1)
      union all
      (select clinic, order_id, content, wrapped, destroyed_at
        from exam_order join order_key using (clinic, order_id)
        where wrapped is not null order by received_at desc limit 1)
      """)
  List<StoredOrder> findOldestAndNewest();

  @SqlQuery(
      """
      select clinic, order_id, content, wrapped, destroyed_at
      from exam_order join order_key using (clinic, order_id)
      where clinic = :clinic and order_id = :orderId
      """)
  Optional<StoredOrder> find(ClinicId clinic, OrderId orderId);

  @SqlQuery(
      """
      select exam_order.content, coalesce(latest.number, 0) as correction_number,
        latest.content as correction, wrapped, destroyed_at
      from exam_order join order_key using (clinic, order_id) left join lateral (
        select number, content from order_correction correction
        where correction.clinic = exam_order.clinic and correction.order_id = exam_order.order_id
        order by number desc limit 1) latest on true
      where clinic = :clinic and order_id = :orderId
      """)
  Optional<CurrentOrder> findCurrent(ClinicId clinic, OrderId orderId);

  /** Newest first; none of which one of the exams was cancelled. */
  @SqlQuery(
      """
      select clinic, order_id, content, wrapped, destroyed_at
      from exam_order join order_key using (clinic, order_id)
      where clinic = :clinic and patient_id = :patientId
        and (select bool_and(stage <> 'CANCELLED') from journey
          where journey.clinic = exam_order.clinic and journey.order_id = exam_order.order_id
            and journey.exam_id = any(:exams))
      order by received_at desc, order_id desc
      """)
  List<StoredOrder> findOfPatient(ClinicId clinic, PatientId patientId, Integer[] exams);

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

  @SqlUpdate(
      """
      insert into order_correction (clinic, order_id, number, command_id, content, corrected_at,
        corrected_by)
      values (:clinic, :orderId, :number, :commandId, :content, :correctedAt, :correctedBy)
      """)
  void insertCorrection(@BindMethods CorrectionRow row);

  @SqlQuery(
      """
      select * from order_correction
      where clinic = :clinic and order_id = :orderId and command_id = :commandId
      """)
  Optional<CorrectionRow> findCorrection(ClinicId clinic, OrderId orderId, String commandId);

  @SqlQuery("select count(*) from order_correction where clinic = :clinic and order_id = :orderId")
  int countCorrections(ClinicId clinic, OrderId orderId);

  /** Serialises the orders of one patient; for the length of the transaction. */
  @SqlQuery(
      "select pg_advisory_xact_lock(hashtextextended('order:' || :clinic || ':' || :patientId, 0))")
  String lockPatient(ClinicId clinic, PatientId patientId);

  /** What the patient has by other orders, in the order of their ids. */
  @SqlQuery(
      """
      select journey.journey_id, journey.exam_id, 'OPEN_JOURNEY' as cause
      from journey join exam_order using (clinic, order_id)
      where clinic = :clinic and exam_order.patient_id = :patientId and order_id <> :orderId
        and journey.open
      union all
      select clearance.journey_id, clearance.exam_id, 'VALID_CLEARANCE'
      from clearance join journey using (journey_id)
      where clearance.clinic = :clinic and clearance.patient_id = :patientId
        and journey.order_id <> :orderId and not journey.open
        and clearance.withdrawn_at is null and clearance.valid_until > :now
      order by journey_id
      """)
  List<Duplicate> findDuplicates(
      ClinicId clinic, PatientId patientId, OrderId orderId, Instant now);

  /**
   * An order and the latest correction of its patient, both ciphertext.
   *
   * @param correctionNumber 0 when there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record CurrentOrder(
      byte[] content, int correctionNumber, byte @Nullable [] correction, @Nested StoredKey key) {}

  /**
   * A row of {@code order_correction}.
   *
   * @param number counts an order's corrections, from 1
   * @param content the patient as corrected, ciphertext
   */
  @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
  record CorrectionRow(
      ClinicId clinic,
      OrderId orderId,
      int number,
      String commandId,
      byte[] content,
      Instant correctedAt,
      String correctedBy) {

    String context() {
      return context(clinic, orderId, number);
    }

    static String context(ClinicId clinic, OrderId orderId, int number) {
      return "order_correction:" + clinic + ":" + orderId + ":" + number;
    }

    @Override
    public String toString() {
      return "CorrectionRow[" + clinic + ":" + orderId + ", " + number + "]";
    }
  }

  /** A journey of another order that a patient already has for an exam. */
  record Duplicate(JourneyId journeyId, ExamId examId, Cause cause) {
    /** Why the exam may not be needed once more. */
    public enum Cause {
      OPEN_JOURNEY,
      VALID_CLEARANCE
    }
  }
}
