package org.patientjourney.sandbox.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.catalogue.Questionnaire.Question;
import org.patientjourney.sandbox.http.Json;

/**
 * The fixed exams, questions, medicines and pharmacies of catalogue.json, the same for all
 * accounts. Medicines are invented but for the names of the substances.
 */
public record Catalogue(
    List<Exam> exams,
    Map<Integer, List<Question>> questions,
    Map<Integer, ObjectNode> medicines,
    ObjectNode furtherMedicine,
    Set<String> servedStates,
    List<PartnerPharmacy> partnerPharmacies,
    List<RetailPharmacy> retailPharmacies) {

  public static final Catalogue FIXED = read();

  /** As a patient's state it requests a test instead of an examination. */
  public static final String TEST_STATE = "TE";

  private static final int RX = 2;
  // Near is what shares the first three digits, the area of one sorting centre.
  private static final int NEAR_DIGITS = 3;

  /**
   * An exam that a clinic can order, as exam_list shows it.
   *
   * @param price a flat price of the provider: a good faith exam, or urgent care
   * @param attachmentsRequired a flag, not a count: docs/provider.md, Exam list
   */
  public record Exam(
      int id,
      String title,
      int rxType,
      @Nullable String price,
      int attachmentsRequired,
      List<String> attachments) {

    /** Whether an approval leads to a prescription. */
    @JsonIgnore
    public boolean isRx() {
      return rxType == RX;
    }
  }

  /**
   * A pharmacy that the provider sends prescriptions to; the retail route is one of them, with this
   * id on a real account.
   *
   * @param states null for every state that the provider serves
   * @param packages by exam, in the form of partner_pharmacy_treatment_packages; real titles are as
   *     irregular, so that a dose cannot be found in them
   */
  public record PartnerPharmacy(
      int id,
      String name,
      Set<Integer> exams,
      @Nullable Set<String> states,
      Map<Integer, List<ObjectNode>> packages) {}

  /** An invented pharmacy as custom_pharmacy_search shows it. */
  public record RetailPharmacy(
      String ncpdpid,
      String name,
      @JsonProperty("address_line_1") String addressLine1,
      String city,
      String state,
      String zipCode,
      String phone) {

    public boolean isCalled(String fragment) {
      return name.toLowerCase(Locale.ROOT).contains(fragment.toLowerCase(Locale.ROOT));
    }

    public boolean isNear(String zip) {
      return zipCode.startsWith(zip.substring(0, NEAR_DIGITS));
    }
  }

  private static Catalogue read() {
    try (InputStream file = Catalogue.class.getResourceAsStream("catalogue.json")) {
      return Json.MAPPER.readValue(Objects.requireNonNull(file), Catalogue.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Optional<Exam> findExam(int examId) {
    return FIXED.exams.stream().filter(exam -> exam.id() == examId).findFirst();
  }

  /** The exam with an id that was checked before. */
  public static Exam exam(int examId) {
    return findExam(examId)
        .orElseThrow(() -> new IllegalStateException("expected a known exam, found id " + examId));
  }

  /** Whether patients can be examined there: docs/provider.md, Access. */
  public static boolean isServed(String state) {
    return FIXED.servedStates.contains(state);
  }

  /** The exam's own medicine first, then as many others as it takes, as event 2 describes them. */
  public static ObjectNode medicine(int examId, int position) {
    ObjectNode first = FIXED.medicines.getOrDefault(examId, FIXED.furtherMedicine);
    return (position == 0 ? first : FIXED.furtherMedicine).deepCopy();
  }

  /** Those that can fill a prescription of any of these exams in that state. */
  public static Stream<PartnerPharmacy> partnerPharmacies(List<Integer> examIds, String state) {
    return FIXED.partnerPharmacies.stream()
        .filter(pharmacy -> examIds.stream().anyMatch(pharmacy.exams()::contains))
        .filter(
            pharmacy ->
                pharmacy.states() == null ? isServed(state) : pharmacy.states().contains(state));
  }
}
