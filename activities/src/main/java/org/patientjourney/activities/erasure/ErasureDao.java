package org.patientjourney.activities.erasure;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.PatientId;

/** Statements on {@code erasure}, and those that destroy keys. */
interface ErasureDao {
  /** What the record has of a patient, by its ids. */
  @SuppressWarnings("ArrayRecordComponent") // bound, never compared
  record OfPatient(ClinicId clinic, String[] orders, String[] journeys, String[] meetings) {
    static OfPatient find(ErasureDao dao, ClinicId clinic, PatientId patient) {
      return new OfPatient(
          clinic,
          dao.findOrders(clinic, patient).toArray(String[]::new),
          dao.findJourneys(clinic, patient).toArray(String[]::new),
          dao.findMeetings(clinic, patient).toArray(String[]::new));
    }

    List<JourneyId> journeyIds() {
      return Arrays.stream(journeys).map(JourneyId::new).toList();
    }
  }

  /** Deliveries of a patient's journeys, and those of a meeting that belong to no journey. */
  String DELIVERIES =
      """
       (journey_id = any(:journeys) or (journey_id is null and meeting_id = any(:meetings)))
      """;

  @SqlQuery(
      """
      select order_id from exam_order where clinic = :clinic and patient_id = :patientId
      order by order_id
      """)
  List<String> findOrders(ClinicId clinic, PatientId patientId);

  @SqlQuery(
      """
      select journey_id from exam_order join journey using (clinic, order_id)
      where clinic = :clinic and patient_id = :patientId order by journey_id
      """)
  List<String> findJourneys(ClinicId clinic, PatientId patientId);

  @SqlQuery(
      """
      select meeting_id from exam_order join meeting using (clinic, order_id)
      where clinic = :clinic and patient_id = :patientId
      """)
  List<String> findMeetings(ClinicId clinic, PatientId patientId);

  /** Whether anything still reads or writes the patient's data. */
  @SqlQuery(
      "select exists (select 1 from webhook_delivery where state in ('RECEIVED', 'SIGNALLED') and"
          + DELIVERIES
          + """
          ) or exists (select 1 from pdf_copy
            where journey_id = any(:journeys) and (state = 'WANTED' or lost_at > :lostAfter))
          or exists (select 1 from store_delivery
            where clinic = :clinic and order_id = any(:orders) and next_attempt_at is not null)
          """)
  boolean isUnderway(@BindMethods OfPatient data, Instant lostAfter);

  @SqlUpdate(
      """
      insert into erasure (clinic, patient_id, command_id, reason, erased_at, erased_by)
      values (:clinic, :patientId, :commandId, :reason, :now, :by)
      """)
  @GetGeneratedKeys
  ErasureRow insert(
      ClinicId clinic,
      PatientId patientId,
      String commandId,
      byte[] reason,
      Instant now,
      String by);

  /** Those given to the patient's orders, journeys, alarms and deliveries. */
  @SqlUpdate(
      """
      update given_command set content_key = null
      where content_key is not null and subject in (
      """
          + GivenCommands.SUBJECTS_OF_PATIENT
          + ")")
  void destroyCommandKeys(@BindMethods OfPatient data);

  @SqlUpdate(
      "update webhook_delivery set body_key = null where body_key is not null and" + DELIVERIES)
  void destroyDeliveryKeys(@BindMethods OfPatient data);

  /** Of one that was stopped no order can be made any more. */
  @SqlUpdate(
      """
      update store_delivery set body_key = null,
        outcome = case when outcome in ('UNMAPPED', 'INCOMPLETE', 'DUPLICATE', 'UNREADABLE')
          then 'ERASED' else outcome end
      where body_key is not null and clinic = :clinic and order_id = any(:orders)
      """)
  void destroyStoreDeliveryKeys(@BindMethods OfPatient data);

  /** Links are no evidence: they are not kept. */
  @SqlUpdate(
      """
      update invite_attempt set token = null, meeting_uuid = null, meeting_url = null
      where meeting_id = any(:meetings)
      """)
  void clearLinks(@BindMethods OfPatient data);

  /** Of a PDF its hash and size are kept. */
  @SqlUpdate(
      """
      update pdf_copy set content = null, link = null, next_try_at = null
      where journey_id = any(:journeys)
      """)
  void clearPdfs(@BindMethods OfPatient data);

  @SqlUpdate(
      """
      update order_key set wrapped = null, destroyed_at = :now
      where clinic = :clinic and order_id = any(:orders) and wrapped is not null
      """)
  void destroyOrderKeys(@BindMethods OfPatient data, Instant now);

  @SqlQuery(
      """
      select * from erasure
      where clinic = :clinic and patient_id = :patientId and command_id = :commandId
      """)
  Optional<ErasureRow> find(ClinicId clinic, PatientId patientId, String commandId);

  @SqlQuery("select * from erasure where erasure_id = :erasureId")
  Optional<ErasureRow> find(long erasureId);

  @SqlQuery(
      """
      select * from erasure
      where erasure_id > :after and (cast(:clinic as text) is null or clinic = :clinic)
      order by erasure_id limit :limit
      """)
  List<ErasureRow> findPage(@Nullable String clinic, long after, int limit);
}
