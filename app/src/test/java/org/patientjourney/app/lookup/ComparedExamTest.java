package org.patientjourney.app.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.qualiphy.ListedExam;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.lookup.ComparedExam.Difference;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;

class ComparedExamTest {
  private static final ListedExam FILLER = listed(5101, "GFE: Filler", ListedExam.Type.GOOD_FAITH);

  @Test
  void an_exam_that_both_sides_agree_on_has_no_difference() {
    assertThat(compared(List.of(FILLER), entry(5101, ExamKind.GOOD_FAITH)))
        .containsExactly(
            new ComparedExam(
                new ExamId(5101),
                "GFE: Filler",
                true,
                ExamKind.GOOD_FAITH,
                ListedExam.Type.GOOD_FAITH,
                new BigDecimal("27.99"),
                true,
                List.of("ID"),
                false,
                List.of()));
  }

  @Test
  void an_exam_that_is_not_reviewed_is_a_difference() {
    assertThat(compared(List.of(FILLER)))
        .singleElement()
        .returns(false, ComparedExam::catalogued)
        .returns(null, ComparedExam::kind)
        .returns(List.of(Difference.NOT_CATALOGUED), ComparedExam::differences);
  }

  @Test
  void a_test_entry_is_flagged_and_need_not_be_catalogued() {
    ListedExam test = listed(9, "Test Exam", ListedExam.Type.GOOD_FAITH);

    assertThat(compared(List.of(test)))
        .singleElement()
        .returns(true, ComparedExam::testEntry)
        .returns(List.of(), ComparedExam::differences);
  }

  @Test
  void exams_missing_at_the_provider_are_listed_last_by_number() {
    assertThat(
            compared(
                List.of(FILLER),
                entry(5204, ExamKind.PRESCRIPTION),
                entry(5101, ExamKind.GOOD_FAITH),
                entry(17, ExamKind.URGENT_CARE)))
        .extracting(exam -> exam.examId().value() + " " + exam.differences())
        .containsExactly("5101 []", "17 [MISSING_AT_PROVIDER]", "5204 [MISSING_AT_PROVIDER]");
  }

  @ParameterizedTest
  @CsvSource({
    "GOOD_FAITH, GOOD_FAITH, []",
    "GOOD_FAITH, PRESCRIPTION, [KIND_DIFFERS]",
    "PRESCRIPTION, GOOD_FAITH, [KIND_DIFFERS]",
    "PRESCRIPTION, PRESCRIPTION, []",
    "PRESCRIPTION, URGENT_CARE, []",
    "OTHER, PRESCRIPTION, [KIND_DIFFERS]",
    "NOT_STATED, GOOD_FAITH, [KIND_NOT_STATED]"
  })
  void kinds_of_exams_are_compared(ListedExam.Type type, ExamKind kind, String differences) {
    assertThat(compared(List.of(listed(5101, "Peel", type)), entry(5101, kind)))
        .singleElement()
        .extracting(exam -> exam.differences().toString())
        .isEqualTo(differences);
  }

  private static List<ComparedExam> compared(List<ListedExam> listed, CatalogueEntry... entries) {
    return ComparedExam.of(
        listed,
        Arrays.stream(entries)
            .collect(Collectors.toMap(CatalogueEntry::examId, Function.identity())));
  }

  private static CatalogueEntry entry(int id, ExamKind kind) {
    return new CatalogueEntry(
        new ExamId(id),
        "ours",
        kind,
        false,
        null,
        null,
        "clinical lead",
        LocalDate.of(2026, 11, 1));
  }

  private static ListedExam listed(int id, String title, ListedExam.Type type) {
    return new ListedExam(
        new ExamId(id), title, type, new BigDecimal("27.99"), true, List.of("ID"));
  }
}
