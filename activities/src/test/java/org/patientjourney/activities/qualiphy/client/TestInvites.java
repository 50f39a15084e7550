package org.patientjourney.activities.qualiphy.client;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.workflows.order.Address;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.Order.Redirects;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.Patient;
import org.patientjourney.workflows.order.PatientId;
import org.patientjourney.workflows.order.PharmacyRoute;

/** Invented orders and the meetings they need. */
final class TestInvites {
  static final ApiKey KEY =
      new ApiKey(new ClinicId("juniper"), "0123abcd0123abcd0123abcd0123abcd0123abcd");
  static final String WEBHOOK_TOKEN = "t0ken-5f0c-never-printed";
  static final int FILLER = 5101;
  static final int PEEL = 5102;
  static final int TIRZEPATIDE = 5204;

  private static final URI WEBHOOK =
      URI.create("https://shop.example.org/webhooks/qualiphy/" + WEBHOOK_TOKEN);
  private static final Address HOME = new Address("9 Elm Ct", null, "Reno", "NV", "89501");
  private static final Address WORK = new Address("70 Mill Rd", "Unit 4", "Sparks", "NV", "89431");

  private TestInvites() {}

  /** Two good faith exams, nothing optional. */
  static InviteRequest goodFaith() {
    return meeting(patient("NV", null, null), null, null, exam(FILLER, null), exam(PEEL, null));
  }

  /** One exam of any number, nothing optional. */
  static InviteRequest of(int examId) {
    return meeting(patient("NV", null, null), null, null, exam(examId, null));
  }

  static InviteRequest partner() {
    return withRoute(PharmacyRoute.Route.PARTNER, 31, 884);
  }

  static InviteRequest own() {
    Address pharmacy = new Address("12 Oak Ave", null, "Reno", "NV", "89502");
    return everything(
        new PharmacyRoute(
            PharmacyRoute.Route.OWN, null, null, "0012345", "Elm Street Pharmacy", pharmacy));
  }

  static InviteRequest withRoute(
      PharmacyRoute.Route route, @Nullable Integer pharmacyId, @Nullable Integer orderSetId) {
    return everything(new PharmacyRoute(route, pharmacyId, orderSetId, null, null, null));
  }

  static InviteRequest patientChoiceInTestMode() {
    return meeting(
        patient("TE", null, HOME),
        null,
        null,
        exam(
            TIRZEPATIDE,
            new PharmacyRoute(PharmacyRoute.Route.PATIENT_CHOICE, null, null, null, null, null)));
  }

  static InviteRequest testModeWithoutHome() {
    return meeting(patient("TE", Patient.Gender.MALE, null), null, null, exam(FILLER, null));
  }

  /** An order of two exams of which the second, with a pharmacy, is the meeting. */
  private static InviteRequest everything(PharmacyRoute route) {
    OrderedExam filler = exam(FILLER, null);
    OrderedExam tirzepatide = exam(TIRZEPATIDE, route);
    Redirects redirects =
        new Redirects(
            "https://shop.example.org/approved",
            "https://shop.example.org/rejected",
            "https://shop.example.org/na",
            "https://shop.example.org/missed");
    Order order =
        order(patient("NV", Patient.Gender.FEMALE, HOME), WORK, redirects, filler, tirzepatide);
    return new InviteRequest(order, List.of(tirzepatide), WEBHOOK, "juniper:WC-77");
  }

  private static InviteRequest meeting(
      Patient patient,
      @Nullable Address shipping,
      @Nullable Redirects redirects,
      OrderedExam... exams) {
    Order order = order(patient, shipping, redirects, exams);
    return new InviteRequest(order, List.of(exams), WEBHOOK, "juniper:WC-77");
  }

  static Order order(
      Patient patient,
      @Nullable Address shipping,
      @Nullable Redirects redirects,
      OrderedExam... exams) {
    return new Order(
        new OrderId("WC-77"),
        new ClinicId("juniper"),
        null,
        patient,
        shipping,
        List.of(exams),
        redirects,
        null);
  }

  static OrderedExam exam(int id, @Nullable PharmacyRoute route) {
    return new OrderedExam(new ExamId(id), List.of(), route);
  }

  private static Patient patient(
      String state, Patient.@Nullable Gender gender, @Nullable Address home) {
    return new Patient(
        new PatientId("C-5521"),
        "Rivka",
        "Testowa",
        "rivka.test@example.org",
        "+12025550147",
        LocalDate.of(1979, 11, 2),
        gender,
        state,
        null,
        home);
  }
}
