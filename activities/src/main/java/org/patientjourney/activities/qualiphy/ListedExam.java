package org.patientjourney.activities.qualiphy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;

/**
 * One exam of the clinic's list at the provider.
 *
 * @param price in US dollars; null when the provider has no preset price
 * @param attachments what the patient must bring beyond the standard ID, in the provider's words
 */
public record ListedExam(
    ExamId id,
    String title,
    Type type,
    @Nullable BigDecimal price,
    boolean requiresAttachments,
    List<String> attachments) {
  private static final Set<String> TEST_TITLES = Set.of("test exam", "pbm example pharmacy");
  private static final String TEST_BEGINNING = "automation test";

  /** The provider's type of an exam; prescription and urgent care are one. */
  public enum Type {
    GOOD_FAITH,
    PRESCRIPTION,
    NOT_STATED,
    /** An undocumented type. */
    OTHER;

    /** Whether an exam of our kind can be one of this type. */
    public boolean fits(ExamKind kind) {
      return this == (kind.mayPrescribe() ? PRESCRIPTION : GOOD_FAITH);
    }
  }

  public ListedExam {
    attachments = List.copyOf(attachments);
  }

  /** Whether it is one of the test entries of real accounts. */
  public boolean isTestEntry() {
    String plain = title.strip().toLowerCase(Locale.ROOT);
    return TEST_TITLES.contains(plain) || plain.startsWith(TEST_BEGINNING);
  }
}
