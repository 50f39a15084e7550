package org.patientjourney.workflows.order;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an ordered exam that a journey uses; ids only.
 *
 * @param route who fills a prescription; null when the exam prescribes nothing
 * @param orderSet the package that was ordered, if one was
 * @param hasAnswers whether the order brought answers along that can be pre-filled
 * @param followUp what the patient is owed after an approval, if anything
 * @param dueAt only of a follow-up: before this instant nothing is sent
 * @param zone whose days and hours are the patient's
 */
public record CareTerms(
    PharmacyRoute.@Nullable Route route,
    @Nullable Integer orderSet,
    boolean hasAnswers,
    @Nullable FollowUpDuty followUp,
    @Nullable Instant dueAt,
    @Nullable ZoneId zone) {

  public static final CareTerms NONE = new CareTerms(null, null, false, null, null, null);

  public static CareTerms of(
      OrderedExam exam, @Nullable FollowUpDuty followUp, @Nullable ZoneId zone) {
    PharmacyRoute pharmacy = exam.pharmacy();
    return new CareTerms(
        pharmacy == null ? null : pharmacy.route(),
        pharmacy == null ? null : pharmacy.orderSetId(),
        !exam.answers().isEmpty(),
        followUp,
        null,
        zone);
  }

  public static CareTerms ofFollowUp(Instant dueAt, @Nullable ZoneId zone) {
    return new CareTerms(null, null, false, null, dueAt, zone);
  }

  /**
   * That an exam is for a GLP-1 medicine, so that its patient is owed a follow-up three weeks after
   * the visit; as the catalogue said when the order was accepted.
   *
   * @param examId of the follow-up, a good faith exam
   * @param zone whose calendar counts the days
   */
  public record FollowUpDuty(ExamId examId, ZoneId zone) {}
}
