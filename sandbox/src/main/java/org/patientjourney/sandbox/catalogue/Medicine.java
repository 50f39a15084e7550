package org.patientjourney.sandbox.catalogue;

import java.util.Map;

/** What the clinician prescribes; invented but for the names of the substances. */
public record Medicine(
    String drugName, String form, String strength, String size, String quantity, int days) {

  private static final Medicine TIRZEPATIDE =
      new Medicine("Tirzepatide", "Inj", "10 mg/mL", "1 mL", "1", 30);
  private static final Medicine EYE_DROPS =
      new Medicine("Polymyxin B / Trimethoprim", "Drops", "1 mg/mL", "10 mL", "1", 7);
  private static final Medicine COMPANION =
      new Medicine("Ondansetron", "Tab", "4 mg", "", "10", 10);

  private static final Map<Integer, Medicine> FIRST_BY_EXAM =
      Map.of(5204, TIRZEPATIDE, 5309, EYE_DROPS);

  /** The exam's own medicine first, then as many others as it takes. */
  public static Medicine of(int examId, int position) {
    return position == 0 ? FIRST_BY_EXAM.getOrDefault(examId, COMPANION) : COMPANION;
  }
}
