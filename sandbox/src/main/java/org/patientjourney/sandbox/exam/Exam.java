package org.patientjourney.sandbox.exam;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exam that a clinic can order, as exam_list shows it. */
public record Exam(
    int id,
    String title,
    int rxType,
    @Nullable String price,
    int attachmentsRequired,
    List<String> attachments) {

  static Exam of(
      int id, String title, int rxType, @Nullable String price, List<String> attachments) {
    // [SIM] A flag, not a count: 1 without attachments, 2 otherwise (contract 4.1).
    return new Exam(id, title, rxType, price, attachments.isEmpty() ? 1 : 2, attachments);
  }

  /** Whether an approval leads to a prescription. */
  @JsonIgnore
  public boolean isRx() {
    // [seed] rx_type: 1 good faith exam, 2 prescription.
    return rxType == 2;
  }
}
