package org.patientjourney.activities.qualiphy;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.exam.ExamId;

/**
 * One exam of the clinic's list at the provider (contract 4.1).
 *
 * @param providerType the provider's {@code rx_type}: 1 good faith, 2 prescription, 0 not stated
 * @param price in US dollars; null when the provider has no preset price
 * @param attachments what the patient must bring beyond the standard ID, in the provider's words
 */
public record ListedExam(
    ExamId id,
    String title,
    int providerType,
    @Nullable BigDecimal price,
    boolean requiresAttachments,
    List<String> attachments) {

  public ListedExam {
    attachments = List.copyOf(attachments);
  }
}
