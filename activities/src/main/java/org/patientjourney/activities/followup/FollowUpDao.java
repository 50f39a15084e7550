package org.patientjourney.activities.followup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.ObligationRow;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/** Statements on the rows of {@code obligation} that are follow-ups. */
public interface FollowUpDao {
  /** Follow-ups with what their visits' journeys say. */
  String SELECT =
      """
      select obligation.*, basis_at as visit_at, journey.clinic, journey.order_id,
        journey.exam_id as visit_exam_id
      from obligation join journey on journey.journey_id = obligation.journey_id
      where kind = 'FOLLOW_UP'
      """;

  /** A follow-up is owed once: false if it was owed before. */
  @SqlUpdate(
      """
      insert into obligation (journey_id, kind, owner, basis_at, due_at, overdue_at, status,
        follow_up_journey_id, exam_id, basis, zone, created_at)
      values (:owed.journeyId, :owed.kind, :owed.owner, :owed.basisAt, :owed.dueAt,
        :owed.overdueAt, :owed.status, :followUpJourneyId, :examId, :basis, :zone, :now)
      on conflict do nothing
      """)
  boolean owe(
      @BindMethods("owed") ObligationRow owed,
      @Nullable JourneyId followUpJourneyId,
      ExamId examId,
      Visit.Basis basis,
      String zone,
      Instant now);

  /** False if it was confirmed before. */
  @SqlUpdate(
      """
      update obligation set confirmed_at = :now
      where journey_id = :visit and kind = 'FOLLOW_UP' and confirmed_at is null
      """)
  boolean confirm(JourneyId visit, Instant now);

  /**
   * Ends a follow-up that the provider owes; one of the engine's is ended by its own journey.
   *
   * @return who owes it; empty if it was disproved before
   */
  @SqlUpdate(
      """
      update obligation set disproved_at = :now,
        status = case status when 'RECORDED' then 'DROPPED' else status end,
        ended_at = case status when 'RECORDED' then cast(:now as timestamptz) else ended_at end,
        evidence = case status when 'RECORDED' then :evidence else evidence end
      where journey_id = :visit and kind = 'FOLLOW_UP' and disproved_at is null
      returning owner
      """)
  @GetGeneratedKeys
  Optional<Owner> disprove(JourneyId visit, Instant now, String evidence);

  /** A follow-up that was disproved is owed again. */
  @SqlUpdate(
      """
      update obligation set disproved_at = null,
        status = case when status <> 'DROPPED' then status
          when owner = 'PROVIDER' then 'RECORDED' else 'OPEN' end,
        ended_at = case status when 'DROPPED' then null else ended_at end,
        evidence = case status when 'DROPPED' then null else evidence end
      where journey_id = :visit and kind = 'FOLLOW_UP' and disproved_at is not null
      """)
  boolean oweAgain(JourneyId visit);

  /**
   * What has ended stays as it is. The proof that none is needed counts only while it stands: a
   * prescription may have arrived after it.
   */
  @SqlUpdate(
      """
      update obligation set status = :status, ended_at = :now, evidence = :evidence,
        ended_by = :endedBy, waived_by = :waivedBy, waiver = :waiver
      where journey_id = :visit and kind = 'FOLLOW_UP' and status in ('OPEN', 'OVERDUE')
        and (:status <> 'DROPPED' or disproved_at is not null)
      """)
  void end(
      JourneyId visit,
      ObligationStatus status,
      Instant now,
      String evidence,
      String endedBy,
      @Nullable String waivedBy,
      byte @Nullable [] waiver);

  @SqlQuery(
      """
      select confirmed_at is not null from obligation where follow_up_journey_id = :followUp
      """)
  Optional<Boolean> findConfirmed(JourneyId followUp);

  /** A page of what was owed by an instant, in the order of the visits' journey ids. */
  @SqlQuery(
      SELECT
          + """
            and obligation.created_at <= :asOf
            and obligation.journey_id > :after
            and (cast(:clinic as text) is null or journey.clinic = :clinic)
          order by obligation.journey_id limit :limit
          """)
  List<OwedFollowUp> findPage(Instant asOf, @Nullable String clinic, String after, int limit);

  /** A page of what falls due in a period, in the order of the visits' journey ids. */
  @SqlQuery(
      SELECT
          + """
            and due_at >= :from and due_at < :until
            and obligation.journey_id > :after
            and (cast(:clinic as text) is null or journey.clinic = :clinic)
          order by obligation.journey_id limit :limit
          """)
  List<OwedFollowUp> findDuePage(
      Instant from, Instant until, @Nullable String clinic, String after, int limit);

  /** The first of what falls due in a period, as far as it was owed by an instant. */
  @SqlQuery(
      SELECT
          + """
            and due_at >= :from and due_at < :until
            and obligation.created_at <= :asOf
            and (cast(:clinic as text) is null or journey.clinic = :clinic)
          order by due_at, obligation.journey_id limit :limit
          """)
  List<OwedFollowUp> findFirstDue(
      Instant from, Instant until, Instant asOf, @Nullable String clinic, int limit);

  /** The first of a status that fall due in a period, soonest due first. */
  @SqlQuery(
      SELECT
          + """
            and status = :status and due_at >= :from and due_at < :until
            and (cast(:clinic as text) is null or journey.clinic = :clinic)
          order by due_at, obligation.journey_id limit :limit
          """)
  List<OwedFollowUp> findFirst(
      ObligationStatus status, Instant from, Instant until, @Nullable String clinic, int limit);

  /** Those of these follow-ups whose invite the provider has. */
  @SqlQuery(
      """
      select follow_up_journey_id from obligation
      join journey on journey.journey_id = follow_up_journey_id
      where follow_up_journey_id = any(:followUps) and invite = 'SENT'
      """)
  Set<JourneyId> findSent(String[] followUps);

  /**
   * One follow-up, as auditors see it.
   *
   * @param journeyId of the visit
   * @param visitExamId the exam after which the follow-up is owed
   * @param visitAt what the days were counted from
   * @param endedBy the bearer key that handed it over or waived it; {@code engine} for the engine
   * @param waivedBy the role that decided the waiver
   * @param waiver why it was waived; ciphertext
   * @param evidence the journal and revision that show how it ended
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  public record OwedFollowUp(
      JourneyId journeyId,
      ClinicId clinic,
      OrderId orderId,
      ExamId visitExamId,
      @Nullable JourneyId followUpJourneyId,
      ExamId examId,
      Visit.Basis basis,
      Instant visitAt,
      Instant dueAt,
      Instant overdueAt,
      String zone,
      Owner owner,
      ObligationStatus status,
      Instant createdAt,
      @Nullable Instant confirmedAt,
      @Nullable Instant endedAt,
      @Nullable String endedBy,
      @Nullable String waivedBy,
      byte @Nullable [] waiver,
      @Nullable String evidence) {

    public static String waiverContext(JourneyId visit) {
      return "follow_up.waiver:" + visit;
    }

    /** Names a revision of a journal. */
    public static String evidence(JourneyId journey, long revision) {
      return "journal " + journey + " revision " + revision;
    }

    @Override
    public String toString() {
      return "OwedFollowUp[" + journeyId + ", " + status + "]";
    }
  }
}
