package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ExamId;

/**
 * The body of {@code partner_pharmacy_list} and, with pharmacies, of {@code
 * partner_pharmacy_treatment_packages} (contract 4.7, 4.9) but for the key. What is left out is
 * answered with an empty list or a runtime error, so nothing is.
 */
record QualiphyPackageQuery(
    @JsonProperty("pharmacy_ids") @Nullable List<Integer> pharmacyIds,
    @JsonProperty("exam_ids") List<Integer> examIds,
    @JsonProperty("patient_state") String patientState) {

  QualiphyPackageQuery {
    if (examIds.isEmpty() || (pharmacyIds != null && pharmacyIds.isEmpty())) {
      throw new IllegalArgumentException("expected one exam and one pharmacy at least");
    }
    if (!patientState.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("expected a state of two upper-case letters");
    }
  }

  static QualiphyPackageQuery of(
      @Nullable List<Integer> pharmacyIds, List<ExamId> exams, String state) {
    return new QualiphyPackageQuery(pharmacyIds, exams.stream().map(ExamId::value).toList(), state);
  }
}
