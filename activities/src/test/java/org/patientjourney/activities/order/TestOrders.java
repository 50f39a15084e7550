package org.patientjourney.activities.order;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.Address;
import org.patientjourney.workflows.order.CareTerms.FollowUpDuty;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.OrderedExam.KnownAnswer;
import org.patientjourney.workflows.order.Patient;
import org.patientjourney.workflows.order.PatientId;
import org.patientjourney.workflows.order.PharmacyRoute;

/** Invented orders of an invented clinic. */
public final class TestOrders {
  public static final ClinicId CLINIC = new ClinicId("juniper");
  public static final int FILLER = 5101;
  public static final int PEEL = 5102;
  public static final int TIRZEPATIDE = 5204;
  public static final int FOLLOW_UP = 5205;

  /** What identifies the patient, and must show nowhere. */
  static final List<String> CANARIES =
      List.of("Canaria", "Featherstone", "canaria@example.org", "2025550147", "1 Aviary Way");

  private TestOrders() {}

  /** One good faith exam. */
  public static Order approvable() {
    return withExams("WC-1", FILLER);
  }

  /** Two good faith exams, one meeting. */
  public static Order approvableTwice() {
    return withExams("WC-2", PEEL, FILLER);
  }

  /** Two good faith exams and one that may prescribe. */
  public static Order withPrescription() {
    return withExams("WC-3", TIRZEPATIDE, PEEL, FILLER);
  }

  public static Order withExams(String orderId, int... examIds) {
    return of(CLINIC, orderId, examIds);
  }

  /** One good faith exam, and what the patient said in the shop. */
  public static Order withAnswers(String orderId, KnownAnswer... answers) {
    OrderedExam exam = new OrderedExam(new ExamId(FILLER), List.of(answers), null);
    return new Order(
        new OrderId(orderId), CLINIC, null, patient(), null, List.of(exam), null, null);
  }

  /** The same patient's exams, ordered by another clinic. */
  public static Order of(ClinicId clinic, String orderId, int... examIds) {
    List<OrderedExam> exams = Arrays.stream(examIds).mapToObj(TestOrders::exam).toList();
    return new Order(new OrderId(orderId), clinic, "basket 7", patient(), null, exams, null, null);
  }

  /** The order's patient, reached elsewhere. */
  public static Patient reachedBy(String email, Order order) {
    Patient was = order.patient();
    return new Patient(
        was.id(),
        was.firstName(),
        was.lastName(),
        email,
        was.phone(),
        was.dateOfBirth(),
        was.gender(),
        was.state(),
        was.timeZone(),
        was.homeAddress());
  }

  public static ExamKind kind(ExamId exam) {
    return exam.value() == TIRZEPATIDE ? ExamKind.PRESCRIPTION : ExamKind.GOOD_FAITH;
  }

  /** What is owed after the exam of a GLP-1 medicine. */
  public static @Nullable FollowUpDuty duty(ExamId exam) {
    return exam.value() == TIRZEPATIDE
        ? new FollowUpDuty(new ExamId(FOLLOW_UP), ZoneId.of("America/Chicago"))
        : null;
  }

  private static OrderedExam exam(int id) {
    PharmacyRoute partner =
        new PharmacyRoute(PharmacyRoute.Route.PARTNER, 12, 884, null, null, null);
    return new OrderedExam(
        new ExamId(id), List.of(new KnownAnswer(3, "None")), id == TIRZEPATIDE ? partner : null);
  }

  private static Patient patient() {
    return new Patient(
        new PatientId("C-5521"),
        "Canaria",
        "Featherstone",
        "canaria@example.org",
        "+12025550147",
        LocalDate.of(1990, 4, 1),
        Patient.Gender.FEMALE,
        "TX",
        ZoneId.of("America/Chicago"),
        new Address("1 Aviary Way", null, "Austin", "TX", "78701"));
  }
}
