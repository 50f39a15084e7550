package org.patientjourney.activities.qualiphy.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.Prescription.RxStatus;

/** The provider's spellings of a status. */
public final class QualiphyStatus {
  /** The only known value of {@code rx_status} that confirms. */
  private static final String PHARMACY_CONFIRMED = "Pharmacy Confirmed";

  /** Whole texts only: "not approved" contains "approved". */
  private static final Map<String, ExamStatus> SPELLINGS =
      Map.of(
          "approved", ExamStatus.APPROVED,
          "rejected", ExamStatus.REJECTED,
          "deferred to medical director", ExamStatus.DEFERRED,
          "defer to medical director", ExamStatus.DEFERRED,
          "deferred", ExamStatus.DEFERRED,
          "na", ExamStatus.NOT_APPLICABLE,
          "n/a", ExamStatus.NOT_APPLICABLE,
          "not applicable", ExamStatus.NOT_APPLICABLE,
          "missed", ExamStatus.MISSED);

  private QualiphyStatus() {}

  /** Null when absent; UNKNOWN when the value is not a text. */
  public static @Nullable ExamStatus readOrAbsent(JsonNode value) {
    return isAbsent(value) ? null : read(value);
  }

  public static ExamStatus read(JsonNode value) {
    return value.isTextual() ? of(value.asText()) : ExamStatus.UNKNOWN;
  }

  /** Null and blank are no status; a placeholder such as "pending" is one. */
  public static RxStatus readRx(JsonNode value) {
    if (isAbsent(value)) {
      return RxStatus.NOT_TOLD;
    }
    boolean isConfirmed =
        value.isTextual() && value.asText().strip().equalsIgnoreCase(PHARMACY_CONFIRMED);
    return isConfirmed ? RxStatus.CONFIRMED : RxStatus.UNCONFIRMED;
  }

  /** Null or blank. No placeholder counts here: "N/A" is a status. */
  private static boolean isAbsent(JsonNode value) {
    return value.isNull()
        || value.isMissingNode()
        || (value.isTextual() && value.asText().isBlank());
  }

  public static ExamStatus of(String text) {
    return SPELLINGS.getOrDefault(text.strip().toLowerCase(Locale.ROOT), ExamStatus.UNKNOWN);
  }

  /** The status whose spelling, as whole words, the lower-case text begins with. */
  public static ExamStatus atStartOf(String text) {
    return SPELLINGS.keySet().stream()
        .filter(spelling -> text.startsWith(spelling) && endsWord(text, spelling.length()))
        .findFirst()
        .map(QualiphyStatus::of)
        .orElse(ExamStatus.UNKNOWN);
  }

  private static boolean endsWord(String text, int end) {
    return end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
  }
}
