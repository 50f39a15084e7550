package org.patientjourney.activities.compliance;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Statements on {@code access_log}: the application may insert and read, nothing else. */
@RegisterConstructorMapper(AccessLogRow.class)
public interface AccessLogDao {
  /**
   * One line after the other, until the transaction ends: lines become visible in the order of
   * their numbers, so that whoever reads on from the last one misses none.
   */
  @SqlQuery("select pg_advisory_xact_lock('access_log'::regclass::oid::bigint)")
  String lock();

  @SqlUpdate(
      """
      insert into access_log (at, caller, role, caller_clinic, door, outcome, clinic, order_id,
        journey_id, delivery_id, purpose)
      values (:at, :request.caller, :request.role, :request.callerClinic, :request.door, :outcome,
        :subject.clinic, :subject.orderId, :subject.journeyId, :subject.deliveryId, :purpose)
      """)
  void insert(
      Instant at,
      @BindMethods("request") AccessRequest request,
      @BindMethods("subject") Subject subject,
      AccessOutcome outcome,
      byte @Nullable [] purpose);

  @SqlQuery(
      """
      select * from access_log
      where access_id > :after
        and (cast(:clinic as text) is null or clinic = :clinic)
        and (cast(:journey as text) is null or journey_id = :journey
          or (journey_id is null and clinic = :journeyClinic and order_id = :journeyOrder))
        and (cast(:since as timestamptz) is null or at >= :since)
        and (cast(:until as timestamptz) is null or at < :until)
      order by access_id limit :limit
      """)
  List<AccessLogRow> findPage(@BindMethods AccessQuery query);
}
