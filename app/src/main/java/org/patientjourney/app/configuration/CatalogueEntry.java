package org.patientjourney.app.configuration;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import org.patientjourney.workflows.exam.ExamId;
import org.patientjourney.workflows.exam.ExamKind;

/**
 * What the provider's API does not say of an exam. No reviewed entry, no order.
 *
 * @param glp1 whether the law wants a follow-up three weeks after the visit
 */
public record CatalogueEntry(
    @NotNull ExamId examId,
    @NotEmpty String title,
    @NotNull ExamKind kind,
    @NotNull Boolean glp1,
    @NotEmpty String reviewedBy,
    @NotNull LocalDate reviewedOn) {}
