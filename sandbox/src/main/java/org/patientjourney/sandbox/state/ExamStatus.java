package org.patientjourney.sandbox.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;

/** A status as the provider writes it. Any text can be set by hand, so it is no enum. */
public record ExamStatus(@JsonValue String text) {
  public static final ExamStatus APPROVED = new ExamStatus("Approved");
  public static final ExamStatus REJECTED = new ExamStatus("Rejected");
  public static final ExamStatus DEFERRED = new ExamStatus("Deferred to Medical Director");
  public static final ExamStatus NA = new ExamStatus("NA");
  public static final ExamStatus MISSED = new ExamStatus("Missed");

  /** Never sent as an event. */
  public static final ExamStatus PENDING = new ExamStatus("Pending");

  /** By the clinic; never sent as an event. */
  public static final ExamStatus CANCELLED = new ExamStatus("Cancelled");

  // The other statuses keep their capitals: docs/provider.md, Cancel.
  private static final Set<String> LOWER_CASE_IN_REFUSALS =
      Set.of("approved", "rejected", "cancelled");

  private static final Set<String> WITHOUT_CLINICIAN =
      Set.of("na", "n/a", "not applicable", "missed");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ExamStatus {}

  /** The text that refuses what only a pending exam allows. */
  public String refusal() {
    String lower = text.toLowerCase(Locale.ROOT);
    return "Exam status is already "
        + (LOWER_CASE_IN_REFUSALS.contains(lower) ? lower : text)
        + ".";
  }

  /** Whether a clinician saw the patient: without one there is no PDF and no provider name. */
  public boolean hasClinician() {
    return !WITHOUT_CLINICIAN.contains(text.strip().toLowerCase(Locale.ROOT));
  }
}
