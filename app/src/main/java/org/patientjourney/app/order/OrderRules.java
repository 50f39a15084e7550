package org.patientjourney.app.order;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.configuration.UnservedStates;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.exam.ExamId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.patient.Address;
import org.patientjourney.workflows.patient.Patient;

/** Which orders we take: mode, state, clinic, catalogue. */
public final class OrderRules {
  /** The provider's routing to its test clinicians (contract 3). */
  private static final String TEST_STATE = "TE";

  /** First and last name by which the provider recognises a test (contract 3). */
  private static final Set<String> TEST_NAMES =
      Set.of(
          "test approve",
          "test reject",
          "test n/a",
          "test prescription approve",
          "test prescription reject");

  /** USPS codes of the 50 states and D.C.; territories are not served (contract 6). */
  private static final Set<String> STATES =
      Set.of(
          "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN",
          "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH",
          "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT",
          "VT", "VA", "WA", "WV", "WI", "WY");

  private final Mode mode;
  private final Set<ClinicId> clinics;
  private final Map<ExamId, CatalogueEntry> catalogue;
  private final UnservedStates unserved;
  private final InstantSource clock;

  public OrderRules(
      Mode mode,
      Set<ClinicId> clinics,
      Map<ExamId, CatalogueEntry> catalogue,
      UnservedStates unserved,
      InstantSource clock) {
    this.mode = mode;
    this.clinics = clinics;
    this.catalogue = catalogue;
    this.unserved = unserved;
    this.clock = clock;
  }

  List<FieldProblem> problemsOf(Order order) {
    List<FieldProblem> problems = new ArrayList<>();
    if (!clinics.contains(order.clinic())) {
      problems.add(new FieldProblem("/clinic", "a clinic of config.yml", "one that is not there"));
    }
    checkPatient(order.patient(), problems);
    checkRealState("/shippingAddress", order.shippingAddress(), problems);
    for (int i = 0; i < order.exams().size(); i++) {
      checkExam(order, order.exams().get(i), "/exams/" + i, problems);
    }
    return problems;
  }

  private void checkPatient(Patient patient, List<FieldProblem> problems) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (patient.dateOfBirth().isAfter(today)) {
      problems.add(new FieldProblem("/patient/dateOfBirth", "a date in the past", "a later one"));
    }
    Address home = patient.homeAddress();
    if (mode == Mode.TEST) {
      checkTestState("/patient/state", patient.state(), problems);
      if (home != null) {
        checkTestState("/patient/homeAddress/state", home.state(), problems);
      }
      return;
    }
    checkServed(patient.state(), problems);
    checkRealState("/patient/homeAddress", home, problems);
    String name = patient.firstName().strip() + " " + patient.lastName().strip();
    if (TEST_NAMES.contains(name.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "))) {
      problems.add(
          new FieldProblem("/patient/firstName", "a real patient in live mode", "a test name"));
    }
  }

  private static void checkTestState(String pointer, String state, List<FieldProblem> problems) {
    if (!state.equals(TEST_STATE)) {
      problems.add(
          new FieldProblem(pointer, "TE, because this engine runs in test mode", "another state"));
    }
  }

  private void checkServed(String state, List<FieldProblem> problems) {
    if (!STATES.contains(state)) {
      problems.add(
          new FieldProblem("/patient/state", "a state of the United States or DC", "another code"));
    } else if (unserved.states().contains(state)) {
      problems.add(
          new FieldProblem(
              "/patient/state",
              "a state that the provider serves",
              "one that it does not serve as of " + unserved.asOf()));
    }
  }

  /** Where medicine is sent is a real place, in test mode too. */
  private static void checkRealState(
      String pointer, @Nullable Address address, List<FieldProblem> problems) {
    if (address != null && !STATES.contains(address.state())) {
      problems.add(
          new FieldProblem(
              pointer + "/state", "a state of the United States or DC", "another code"));
    }
  }

  private void checkExam(
      Order order, OrderedExam exam, String pointer, List<FieldProblem> problems) {
    CatalogueEntry entry = catalogue.get(exam.examId());
    if (entry == null) {
      problems.add(
          new FieldProblem(
              pointer + "/examId",
              "an exam of the reviewed catalogue in config.yml",
              "one that is not there"));
      return;
    }
    PharmacyRules.check(order, exam, entry.kind(), pointer, problems);
  }
}
