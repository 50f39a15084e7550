package org.patientjourney.activities.compliance;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessLog.AccessLine;
import org.patientjourney.activities.compliance.AccessRequest.Subject;
import org.patientjourney.workflows.order.ClinicId;

/** Statements on {@code access_log}: the application may only insert and read. */
interface AccessLogDao {
  /**
   * A line whose purpose is not opened yet.
   *
   * @param sealedPurpose ciphertext
   */
  @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
  record SealedLine(@Nested AccessLine line, byte @Nullable [] sealedPurpose) {}

  /**
   * One line after the other, until the transaction ends: lines become visible in the order of
   * their numbers, so that a reader who continues after the last one misses none.
   */
  @SqlQuery("select pg_advisory_xact_lock('access_log'::regclass::oid::bigint)")
  String lock();

  @SqlUpdate(
      """
      insert into access_log (at, caller, role, caller_clinic, endpoint, outcome, clinic, order_id,
        journey_id, delivery_id, purpose)
      values (:at, :request.caller, :request.role, :request.callerClinic, :request.endpoint, :outcome,
        :subject.clinic, :subject.orderId, :subject.journeyId, :subject.deliveryId, :purpose)
      """)
  void insert(
      Instant at,
      @BindMethods("request") AccessRequest request,
      @BindMethods("subject") Subject subject,
      AccessLine.Outcome outcome,
      byte @Nullable [] purpose);

  @SqlQuery(
      """
      select access_id, at, caller, role, caller_clinic, endpoint, outcome, clinic, order_id,
        journey_id, delivery_id, null as purpose, purpose as sealed_purpose
      from access_log where clinic = :clinic and order_id = any(:orders) order by access_id
      """)
  List<SealedLine> findOfOrders(ClinicId clinic, String[] orders);

  @SqlQuery(
      """
      select access_id, at, caller, role, caller_clinic, endpoint, outcome, clinic, order_id,
        journey_id, delivery_id, null as purpose, purpose as sealed_purpose
      from access_log
      where access_id > :after
        and (cast(:clinic as text) is null or clinic = :clinic)
        and (cast(:journey as text) is null or journey_id = :journey
          or (journey_id is null and clinic = :journeyClinic and order_id = :journeyOrder))
        and (cast(:since as timestamptz) is null or at >= :since)
        and (cast(:until as timestamptz) is null or at < :until)
      order by access_id limit :limit
      """)
  List<SealedLine> findPage(@BindMethods AccessLog.Query query);
}
