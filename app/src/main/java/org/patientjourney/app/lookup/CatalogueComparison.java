package org.patientjourney.app.lookup;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ListedExam;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.lookup.ComparedExam.Difference;
import org.patientjourney.workflows.order.ExamId;

/** The provider's list of exams beside our catalogue. */
final class CatalogueComparison {
  private final Map<ExamId, CatalogueEntry> catalogue;

  CatalogueComparison(Collection<CatalogueEntry> catalogue) {
    this.catalogue =
        catalogue.stream()
            .collect(Collectors.toUnmodifiableMap(CatalogueEntry::examId, Function.identity()));
  }

  /** Listed exams in the provider's order, then those that the provider lacks, by number. */
  List<ComparedExam> with(List<ListedExam> listed) {
    Set<ExamId> ids = listed.stream().map(ListedExam::id).collect(Collectors.toSet());
    Stream<ComparedExam> missing =
        catalogue.values().stream()
            .filter(entry -> !ids.contains(entry.examId()))
            .sorted((one, other) -> Integer.compare(one.examId().value(), other.examId().value()))
            .map(CatalogueComparison::missing);
    return Stream.concat(listed.stream().map(this::compared), missing).toList();
  }

  private ComparedExam compared(ListedExam exam) {
    CatalogueEntry entry = catalogue.get(exam.id());
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
