package org.patientjourney.activities.order;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;

/** What other orders of a patient there are. */
@RegisterConstructorMapper(DuplicateDao.Duplicate.class)
public interface DuplicateDao {
  /** Serialises the orders of one patient; for the length of the transaction. */
  @SqlQuery(
      "select pg_advisory_xact_lock(hashtextextended('order:' || :clinic || ':' || :patientId, 0))")
  String lockPatient(ClinicId clinic, PatientId patientId);

  /** In the order of their ids. */
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
  List<Duplicate> find(ClinicId clinic, PatientId patientId, OrderId orderId, Instant now);

  /** A journey of another order that a patient already has for an exam. */
  public record Duplicate(JourneyId journeyId, ExamId examId, Cause cause) {
    /** Why the exam may not be needed once more. */
    public enum Cause {
      OPEN_JOURNEY,
      VALID_CLEARANCE
    }
  }
}
