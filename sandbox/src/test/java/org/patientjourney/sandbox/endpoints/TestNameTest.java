package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.sandbox.state.ExamStatus.APPROVED;
import static org.patientjourney.sandbox.state.ExamStatus.REJECTED;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.PatientExam.WantedItems;

class TestNameTest {

  @ParameterizedTest
  @CsvSource({
    "Test, Approve, Approved",
    "Test, GFE Approve, Approved",
    " test ,  APPROVE , Approved",
    "Test, Reject, Rejected",
    "Test, N/A, NA",
    "Test, NA, NA",
    "Test, Prescription Approve, Approved",
    "Test, Prescription Reject, Rejected",
    "Test, Missed, Missed",
    "Test, Defer, Deferred to Medical Director",
    "Test, Defer Approve, Deferred to Medical Director+Approved",
    "Test, Defer Reject, Deferred to Medical Director+Rejected",
    "Test, Approve Reject, Rejected",
    "Test, Reject N/A, Rejected",
    "Test, Approve N/A, NA",
    "Hannah, Nadal, ''",
  })
  void name_decides_the_outcome(String first, String last, String expected) {
    List<ExamStatus> decisions = TestName.of(first, last).decisions(0, 1);

    assertThat(String.join("+", decisions.stream().map(ExamStatus::text).toList()))
        .isEqualTo(expected);
  }

  @Test
  void exams_of_one_meeting_alternate_when_the_name_says_both() {
    TestName name = TestName.of("Test", "Approve Reject");

    assertThat(name.decisions(0, 2)).containsExactly(APPROVED);
    assertThat(name.decisions(1, 2)).containsExactly(REJECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "Prescription Approve, 1, ''",
    "Rx Approve, 1, ''",
    "Prescription Approve Parcels, 2, ''",
    "Prescription Approve Controlled, 1, C3",
    "Controlled Prescription Parcels Approve, 2, C3",
  })
  void name_asks_for_a_prescription(String name, int count, String scheduleCode) {
    assertThat(TestName.of("Test", name).items()).contains(new WantedItems(count, scheduleCode));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Approve", "Approve Parcels", "Approve Controlled"})
  void name_without_prescription_requests_no_items(String name) {
    assertThat(TestName.of("Test", name).items()).isEmpty();
  }

  @Test
  void name_is_not_printed() {
    assertThat(TestName.of("Rivka", "Approve").toString()).doesNotContainIgnoringCase("rivka");
  }
}
