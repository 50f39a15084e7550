package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;

/**
 * The reviewed facts of an exam that the provider's API lacks; an exam without an entry is refused.
 *
 * @param glp1 whether the law wants a follow-up three weeks after the visit
 * @param followUpExam which exam that is; of a GLP-1 exam only
 * @param minimumAge of a patient, in years; 18 when it is left out
 */
public record CatalogueEntry(
    @NotNull ExamId examId,
    @NotEmpty String title,
    @NotNull ExamKind kind,
    @NotNull Boolean glp1,
    @Nullable ExamId followUpExam,
    @Nullable @Min(0) @Max(120) Integer minimumAge,
    @NotEmpty String reviewedBy,
    @NotNull LocalDate reviewedOn) {
  /** How old a patient must be, in years, where no entry says otherwise. */
  public static final int ADULT = 18;

  public int youngest() {
    return minimumAge == null ? ADULT : minimumAge;
  }

  @JsonIgnore
  @ValidationMethod(
      message = "in the catalogue a GLP-1 exam names its followUpExam, and no other exam does")
  public boolean isFollowUpNamed() {
    return glp1 == null || glp1 == (followUpExam != null);
  }
}
