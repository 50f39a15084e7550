package org.patientjourney.activities.record;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.PatientId;

/** Statements on {@code clearance}. */
public interface ClearanceDao {
  /** An approval that is restored after it was withdrawn keeps its date. */
  @SqlUpdate(
      """
      insert into clearance (journey_id, clinic, patient_id, exam_id, approved_at, valid_until)
      select journey.journey_id, journey.clinic, exam_order.patient_id, journey.exam_id,
        :approvedAt, :validUntil
      from journey join exam_order on exam_order.clinic = journey.clinic
        and exam_order.order_id = journey.order_id
      where journey.journey_id = :journeyId
      on conflict (journey_id) do update set withdrawn_at = null
      """)
  int grant(JourneyId journeyId, Instant approvedAt, Instant validUntil);

  @SqlUpdate(
      """
      update clearance set withdrawn_at = :now
      where journey_id = :journeyId and withdrawn_at is null
      """)
  int withdraw(JourneyId journeyId, Instant now);

  /** Newest first. */
  @SqlQuery(
      """
      select * from clearance where clinic = :clinic and patient_id = :patientId
      order by approved_at desc, journey_id
      """)
  List<ClearanceRow> findByPatient(ClinicId clinic, PatientId patientId);

  /**
   * A row of {@code clearance}: an approved good faith exam.
   *
   * @param withdrawnAt when the approval turned out not to stand
   */
  public record ClearanceRow(
      JourneyId journeyId,
      ClinicId clinic,
      PatientId patientId,
      ExamId examId,
      Instant approvedAt,
      Instant validUntil,
      @Nullable Instant withdrawnAt) {}
}
