package org.patientjourney.app.lookup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ListedExam;
import org.patientjourney.app.configuration.CatalogueEntry;
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

  /** Listed exams in the provider's order, then those that the provider lacks, by number. */
  static List<ComparedExam> of(List<ListedExam> listed, Map<ExamId, CatalogueEntry> catalogue) {
    Set<ExamId> ids = listed.stream().map(ListedExam::id).collect(Collectors.toSet());
    Stream<ComparedExam> missing =
        catalogue.values().stream()
            .filter(entry -> !ids.contains(entry.examId()))
            .sorted((one, other) -> Integer.compare(one.examId().value(), other.examId().value()))
            .map(ComparedExam::missing);
    return Stream.concat(
            listed.stream().map(exam -> compared(exam, catalogue.get(exam.id()))), missing)
        .toList();
  }

  private static ComparedExam compared(ListedExam exam, @Nullable CatalogueEntry entry) {
    return new ComparedExam(
        exam.id(),
        exam.title(),
        entry != null,
        entry == null ? null : entry.kind(),
        exam.type(),
        exam.price(),
        exam.requiresAttachments(),
        exam.attachments(),
        exam.isTestEntry(),
        differences(exam, entry));
  }

  private static List<Difference> differences(ListedExam exam, @Nullable CatalogueEntry entry) {
    if (entry == null) {
      return exam.isTestEntry() ? List.of() : List.of(Difference.NOT_CATALOGUED);
    }
    if (exam.type() == ListedExam.Type.NOT_STATED) {
      return List.of(Difference.KIND_NOT_STATED);
    }
    return exam.type().fits(entry.kind()) ? List.of() : List.of(Difference.KIND_DIFFERS);
  }

  private static ComparedExam missing(CatalogueEntry entry) {
    return new ComparedExam(
        entry.examId(),
        entry.title(),
        true,
        entry.kind(),
        null,
        null,
        false,
        List.of(),
        false,
        List.of(Difference.MISSING_AT_PROVIDER));
  }
}
