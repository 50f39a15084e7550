package org.patientjourney.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.order.TestOrders.example;
import static org.patientjourney.app.order.TestOrders.forRealPatient;
import static org.patientjourney.app.order.TestOrders.json;
import static org.patientjourney.app.order.TestOrders.problems;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.body.Fields;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.order.ExamId;

class OrderRulesTest {
  @Test
  void a_real_patient_of_a_served_state_is_taken_in_live_mode() {
    assertThat(TestOrders.read(Mode.LIVE, forRealPatient()).refusal()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AL", "MS"})
  void a_state_that_the_provider_does_not_serve_is_refused_with_the_date_of_that_knowledge(
      String state) {
    assertThat(problems(Mode.LIVE, with(forRealPatient(), "/patient/state", state)))
        .containsExactly(
            new FieldProblem(
                "/patient/state",
                "a state that the provider serves",
                "one that it does not serve as of 2026-06-24"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZZ", "PR", "GU", "TE"})
  void a_code_that_is_no_state_is_refused_in_live_mode(String state) {
    assertThat(problems(Mode.LIVE, with(forRealPatient(), "/patient/state", state)))
        .extracting(FieldProblem::pointer)
        .containsExactly("/patient/state");
  }

  @Test
  void a_patient_who_lives_in_an_unserved_state_may_be_examined_in_another() {
    ObjectNode order = with(forRealPatient(), "/patient/homeAddress/state", "AL");
    assertThat(problems(Mode.LIVE, with(order, "/patient/homeAddress/zip", "36104"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/patient/state", "/patient/homeAddress/state"})
  void test_mode_takes_the_test_state_only(String pointer) {
    FieldProblem refused = problems(Mode.TEST, with(example(), pointer, "CO")).get(0);
    assertThat(refused.pointer()).isEqualTo(pointer);
    assertThat(refused.expected()).contains("TE", "test mode");
  }

  @ParameterizedTest
  @CsvSource({
    "TEST,/shippingAddress/state,TE",
    "LIVE,/shippingAddress/state,TE",
    "LIVE,/shippingAddress/state,ZZ",
    "LIVE,/patient/homeAddress/state,TE"
  })
  void an_address_lies_in_a_real_state(Mode mode, String pointer, String state) {
    ObjectNode order = mode == Mode.TEST ? example() : forRealPatient();
    assertThat(problems(mode, with(order, pointer, state)))
        .extracting(FieldProblem::pointer)
        .containsExactly(pointer);
  }

  @Test
  void the_clinics_own_pharmacy_lies_in_a_real_state() {
    String pointer = "/exams/1/pharmacy/address/state";
    assertThat(problems(Mode.TEST, with(TestOrders.withOwnPharmacy(), pointer, "ZZ")))
        .extracting(FieldProblem::pointer)
        .containsExactly(pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "Test,Approve",
    "test,REJECT",
    "' TEST ','n/a'",
    "Test Prescription,Approve",
    "Test,Prescription  Reject",
    "'Test\tprescription',' approve'"
  })
  void the_five_test_names_are_refused_in_live_mode_in_any_case_and_spacing(
      String first, String last) {
    String spaced = first.replace('\t', ' ');
    ObjectNode order = with(forRealPatient(), "/patient/firstName", spaced);
    assertThat(problems(Mode.LIVE, with(order, "/patient/lastName", last)))
        .containsExactly(
            new FieldProblem("/patient/firstName", "a real patient in live mode", "a test name"));
  }

  @ParameterizedTest
  @CsvSource({"Tess,Approve", "Test,Approver", "Approve,Test"})
  void a_name_that_is_only_like_a_test_name_is_a_patients(String first, String last) {
    ObjectNode order = with(forRealPatient(), "/patient/firstName", first);
    assertThat(problems(Mode.LIVE, with(order, "/patient/lastName", last))).isEmpty();
  }

  @Test
  void a_clinic_that_is_not_configured_is_refused() {
    assertThat(problems(with(example(), "/clinic", "nowhere")))
        .containsExactly(
            new FieldProblem("/clinic", "a clinic of config.yml", "one that is not there"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24,a date in the past",
    "2026-11-23,a date in the past",
    "2026-11-22,'a patient of 18 years or more, for these exams'",
    "2008-11-24,'a patient of 18 years or more, for these exams'"
  })
  void a_patient_is_born_and_grown_up(String birth, String expected) {
    assertThat(problems(with(example(), "/patient/dateOfBirth", birth)))
        .extracting(FieldProblem::pointer, FieldProblem::expected)
        .containsExactly(tuple("/patient/dateOfBirth", expected));
  }

  @Test
  void a_patient_of_eighteen_today_is_grown_up() {
    assertThat(problems(with(example(), "/patient/dateOfBirth", "2008-11-23"))).isEmpty();
  }

  /** The catalogue of this test takes patients of 12 for exam 5309 alone. */
  @ParameterizedTest
  @CsvSource({"5309,2014-11-23,true", "5309,2014-11-24,false", "5101,2014-11-23,false"})
  void an_exam_of_the_catalogue_has_its_own_minimum_age(int exam, String birth, boolean accepted) {
    ObjectNode order = with(TestOrders.smallest(), "/exams/0/examId", json("" + exam));
    if (exam == 5309) {
      order = with(order, "/exams/0/pharmacy", json("{\"route\": \"patient-choice\"}"));
    }
    assertThat(problems(with(order, "/patient/dateOfBirth", birth)).isEmpty()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"5999,2008-11-24,true", "5999,2008-11-23,false", "5309,2014-11-23,false"})
  void a_corrected_patient_is_grown_up_for_an_exam_that_has_left_the_catalogue(
      int exam, String birth, boolean refused) {
    Fields body = Fields.of(with(example(), "/patient/dateOfBirth", birth), "orders");

    body.object(
        "patient",
        patient -> TestOrders.reader(Mode.TEST).patient(patient, List.of(new ExamId(exam))));

    assertThat(body.problems())
        .extracting(FieldProblem::pointer)
        .isEqualTo(refused ? List.of("/patient/dateOfBirth") : List.of());
  }

  @ParameterizedTest
  @CsvSource({"CO,90001", "CO,00000", "TX,90001", "NY,99999", "WA,00501"})
  void a_zip_code_lies_in_its_state(String state, String zip) {
    ObjectNode order = with(forRealPatient(), "/patient/homeAddress/state", state);
    assertThat(problems(Mode.LIVE, with(order, "/patient/homeAddress/zip", zip)))
        .extracting(FieldProblem::pointer)
        .containsExactly("/patient/homeAddress/zip");
  }

  @ParameterizedTest
  @CsvSource({"NY,06390", "OK,73960", "DC,20500", "AK,99950", "CO,80202-1234"})
  void a_zip_area_may_lie_in_two_states(String state, String zip) {
    ObjectNode order = with(forRealPatient(), "/patient/homeAddress/state", state);
    assertThat(problems(Mode.LIVE, with(order, "/patient/homeAddress/zip", zip))).isEmpty();
  }

  @Test
  void the_test_state_has_any_zip_code() {
    assertThat(problems(with(example(), "/patient/homeAddress/zip", "00000"))).isEmpty();
  }

  @Test
  void an_exam_without_a_reviewed_entry_is_refused() {
    assertThat(problems(with(example(), "/exams/0/examId", json("9999"))))
        .extracting(FieldProblem::pointer)
        .containsExactly("/exams/0/examId");
  }

  @Test
  void an_exam_is_ordered_at_most_once() {
    ObjectNode order = with(example(), "/exams/2", json("{\"examId\": 5101}"));
    assertThat(problems(order))
        .containsExactly(new FieldProblem("/exams", "each exam at most once", "an exam twice"));
  }

  @Test
  void an_order_has_one_exam_at_least() {
    FieldProblem none = new FieldProblem("/exams", "an array of 1 to 20 exams", "none");
    assertThat(problems(with(example(), "/exams", json("[]")))).containsExactly(none);
    assertThat(problems(with(example(), "/exams", json("null")))).containsExactly(none);
  }

  @Test
  void an_order_has_twenty_exams_at_most() {
    ArrayNode exams = TestOrders.JSON.createArrayNode();
    for (int i = 1; i <= 21; i++) {
      exams.addObject().put("examId", i);
    }
    assertThat(problems(with(example(), "/exams", exams)))
        .contains(new FieldProblem("/exams", "an array of at most 20 objects", "an array of 21"))
        .extracting(FieldProblem::pointer)
        .containsOnly("/exams");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 21})
  void exams_of_the_wrong_shape_are_one_problem(int size) {
    ObjectNode order = with(example(), "/exams", "x".repeat(size));
    assertThat(problems(order)).extracting(FieldProblem::pointer).containsExactly("/exams");
  }
}
