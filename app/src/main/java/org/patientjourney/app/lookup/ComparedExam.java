package org.patientjourney.app.lookup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ListedExam;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;

/**
 * An exam of the provider's list, of our catalogue, or of both.
 *
 * @param title the provider's, or else ours
 * @param catalogued whether our catalogue has it: only then it can be ordered
 * @param kind by our catalogue
 * @param providerType by the provider
 * @param price in US dollars, where the provider has a preset one
 * @param testEntry one of those that accounts have for tests; the catalogue need not have it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComparedExam(
    ExamId examId,
    String title,
    boolean catalogued,
    @Nullable ExamKind kind,
    ListedExam.@Nullable Type providerType,
    @Nullable BigDecimal price,
    boolean requiresAttachments,
    List<String> attachments,
    boolean testEntry,
    List<Difference> differences) {
  /** A difference between our catalogue and the provider's list. */
  public enum Difference {
    /** The catalogue has it, and the clinic's account does not. */
    MISSING_AT_PROVIDER,
    /** The account has it, and the reviewed catalogue does not. */
    NOT_CATALOGUED,
    /** One side lists a good faith exam, the other an exam that may prescribe. */
    KIND_DIFFERS,
    /** The provider does not say what it is, so the kind is not checked. */
    KIND_NOT_STATED
  }
}
