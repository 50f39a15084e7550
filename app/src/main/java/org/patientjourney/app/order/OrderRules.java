package org.patientjourney.app.order;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patientjourney.activities.followup.FollowUpActivitiesImpl.FollowUpRules;
import org.patientjourney.app.body.Fields;
import org.patientjourney.app.body.Texts;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.configuration.JourneyConfiguration.UnservedStates;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.Patient;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/**
 * Rules of orders: mode, state, clinic, catalogue, age, pharmacy; and what of them must hold still
 * when a follow-up is sent.
 */
public record OrderRules(
    Mode mode,
    Set<ClinicId> clinics,
    Map<ExamId, CatalogueEntry> catalogue,
    UnservedStates unserved,
    InstantSource clock)
    implements FollowUpRules {
  /** Routes to the provider's test clinicians: docs/provider.md, Access. */
  private static final String TEST_STATE = "TE";

  /** First and last names of test patients: docs/provider.md, Access. */
  private static final Set<String> TEST_NAMES =
      Set.of(
          "test approve",
          "test reject",
          "test n/a",
          "test prescription approve",
          "test prescription reject");

  private static final ZoneId LAST_TO_BEGIN_A_DAY = ZoneId.of("Pacific/Pago_Pago");

  public static OrderRules of(JourneyConfiguration configuration, InstantSource clock) {
    return new OrderRules(
        configuration.mode(),
        configuration.clinics().keySet(),
        configuration.catalogueByExam(),
        configuration.unservedStates(),
        clock);
  }

  void checkClinic(Fields order, ClinicId clinic) {
    if (!clinics.contains(clinic)) {
      order.problem("/clinic", "a clinic of config.yml", "one that is not there");
    }
  }

  /** Age counts by the date in the last US zone to begin a day: no minor is taken for older. */
  void checkBirth(Fields patient, LocalDate birth, Collection<ExamId> exams) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), LAST_TO_BEGIN_A_DAY);
    if (!birth.isBefore(today)) {
      patient.problem("/dateOfBirth", "a date in the past", "today, or a later one");
      return;
    }
    int minimum = exams.stream().mapToInt(this::minimumAge).max().orElse(0);
    if (ChronoUnit.YEARS.between(birth, today) < minimum) {
      patient.problem(
          "/dateOfBirth",
          "a patient of " + minimum + " years or more, for these exams",
          "a younger one");
    }
  }

  /** An ordered exam may have left the catalogue when its patient is corrected. */
  private int minimumAge(ExamId exam) {
    CatalogueEntry entry = catalogue.get(exam);
    return entry == null ? CatalogueEntry.ADULT : entry.youngest();
  }

  /** The test state has no ZIP codes of its own. */
  static void checkZip(Fields address, String state, String zip) {
    if (PatientZones.isState(state) && !ZipAreas.isInState(zip, state)) {
      address.problem("/zip", "a ZIP code of the state", "one of another state, or of none");
    }
  }

  void checkName(Fields patient, String name) {
    if (mode == Mode.LIVE && isTestName(name)) {
      patient.problem("/firstName", "a real patient in live mode", "a test name");
    }
  }

  /** By name or state: live mode takes no order of one. */
  public static boolean isTestPatient(Patient patient) {
    return patient.state().equals(TEST_STATE)
        || isTestName(patient.firstName() + " " + patient.lastName());
  }

  private static boolean isTestName(String name) {
    return TEST_NAMES.contains(name.strip().toLowerCase(Locale.ROOT).replaceAll("(?U)\\s+", " "));
  }

  /** Where the patient is: it decides which clinician may examine them. */
  void checkPatientState(Fields patient, String state) {
    if (mode == Mode.TEST) {
      checkTestState(patient, state);
    } else if (unserved.states().contains(state)) {
      patient.problem(
          "/state",
          "a state that the provider serves",
          "one that it does not serve as of " + unserved.asOf());
    } else {
      checkRealState(patient, state);
    }
  }

  void checkHomeState(Fields home, String state) {
    if (mode == Mode.TEST) {
      checkTestState(home, state);
    } else {
      checkRealState(home, state);
    }
  }

  /** A shipping or pharmacy address is a real place, in test mode too. */
  static void checkRealState(Fields address, String state) {
    if (!PatientZones.isState(state)) {
      address.problem("/state", "a state of the United States or DC", "another code");
    }
  }

  /**
   * What an exam needs follows from its kind, which the reviewed catalogue says.
   *
   * @param route empty when there is none, or one that could not be read
   */
  void checkExam(Fields order, Fields exam, ExamId examId, Optional<Route> route) {
    CatalogueEntry entry = catalogue.get(examId);
    if (entry == null) {
      exam.problem(
          "/examId", "an exam of the reviewed catalogue in config.yml", "one that is not there");
    } else if (entry.kind().mayPrescribe()) {
      checkPharmacy(order, exam, entry.kind(), route);
    } else if (!exam.isAbsent("pharmacy")) {
      exam.problem("/pharmacy", "nothing: a good faith exam prescribes nothing", "a pharmacy");
    }
  }

  private static void checkTestState(Fields fields, String state) {
    if (!state.equals(TEST_STATE)) {
      fields.problem("/state", "TE, because this engine runs in test mode", "another state");
    }
  }

  /** Shipping and pharmacy data: docs/provider.md, Invite. */
  private static void checkPharmacy(
      Fields order, Fields exam, ExamKind kind, Optional<Route> route) {
    if (exam.isAbsent("pharmacy")) {
      exam.problem("/pharmacy", "a pharmacy route, because this exam may prescribe", "nothing");
    }
    if (kind == ExamKind.URGENT_CARE && route.filter(Route.PARTNER::equals).isPresent()) {
      exam.problem("/pharmacy/route", "a pharmacy nearby, for urgent care", "partner");
    }
    route.ifPresent(known -> checkRoute(order, exam, known));
  }

  private static void checkRoute(Fields order, Fields exam, Route route) {
    switch (route) {
      case PARTNER -> {
        need(exam, "pharmacy", "pharmacyId");
        need(exam, "pharmacy", "orderSetId");
        needShipping(order);
      }
      case OWN -> {
        need(exam, "pharmacy", "ncpdpId");
        need(exam, "pharmacy", "name");
        need(exam, "pharmacy", "address");
      }
      case PROVIDER_CHOICE -> needShipping(order);
      case PATIENT_CHOICE -> {}
    }
  }

  private static void need(Fields exam, String object, String name) {
    if (exam.isAbsent(object, name)) {
      exam.problem("/" + object + "/" + name, "a value, for this exam and route", "nothing");
    }
  }

  private static void needShipping(Fields order) {
    if (order.isAbsent("shippingAddress")) {
      order.problem("/shippingAddress", "a value, for this exam and route", "nothing");
    }
  }

  /** Configuration and contact data as they are before a follow-up is sent. */
  @Override
  public List<String> problems(Order order, ExamId exam) {
    List<String> problems = new ArrayList<>();
    note(problems, clinics.contains(order.clinic()), "the clinic is not configured any more");
    note(
        problems,
        catalogue.containsKey(exam),
        "exam " + exam + " is not in the reviewed catalogue any more");
    note(
        problems,
        !unserved.states().contains(order.patient().state()),
        "the patient's state is not served as of " + unserved.asOf());
    note(problems, Texts.EMAIL.fits(order.patient().email()), "the patient has no e-mail address");
    note(
        problems, Texts.PHONE.fits(order.patient().phone()), "the patient has no telephone number");
    return problems;
  }

  private static void note(List<String> problems, boolean fits, String problem) {
    if (!fits) {
      problems.add(problem);
    }
  }
}
