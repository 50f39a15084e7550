package org.patientjourney.sandbox.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An exam that a clinic can order, as exam_list shows it. All accounts have the same ones. */
public record Exam(
    int id,
    String title,
    int rxType,
    @Nullable String price,
    int attachmentsRequired,
    List<String> attachments) {

  private static final int GFE = 1;
  private static final int RX = 2;
  // Flat prices of the provider: $27.99 for a good faith exam, $49.99 for urgent care.
  private static final String GFE_PRICE = "27.99";
  private static final String URGENT_CARE_PRICE = "49.99";

  private static final List<Exam> ALL =
      List.of(
          of(5101, "GFE: Neurotoxin & Filler", GFE, GFE_PRICE),
          of(5102, "GFE: Dermal Filler", GFE, GFE_PRICE),
          of(5204, "Tirzepatide, 1 Month Supply with Medication Shipping", RX, null, "ID", "Lab"),
          of(5205, "GLP-1 Follow-up", GFE, GFE_PRICE),
          of(5309, "Urgent Care - Pink Eye", RX, URGENT_CARE_PRICE, "ID"),
          of(5400, "Medication, Choose Your Pharmacy", RX, null));

  private static Exam of(
      int id, String title, int rxType, @Nullable String price, String... attachments) {
    // A flag, not a count: docs/provider.md, Exam list.
    int required = attachments.length == 0 ? 1 : 2;
    return new Exam(id, title, rxType, price, required, List.of(attachments));
  }

  public static List<Exam> all() {
    return ALL;
  }

  public static Optional<Exam> find(int examId) {
    return ALL.stream().filter(exam -> exam.id() == examId).findFirst();
  }

  /** The exam with an id that was checked before. */
  public static Exam get(int examId) {
    return find(examId)
        .orElseThrow(() -> new IllegalStateException("expected a known exam, found id " + examId));
  }

  /** Whether an approval leads to a prescription. */
  @JsonIgnore
  public boolean isRx() {
    return rxType == RX;
  }
}
