package org.patientjourney.activities.qualiphy.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.Address;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.Order.Redirects;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.Patient;
import org.patientjourney.workflows.order.PharmacyRoute;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/**
 * One meeting to create. Holds personal data, prints ids.
 *
 * @param exams those of the order's exams that the meeting is for; at most one with a pharmacy,
 *     because an exam that may prescribe has a meeting of its own
 * @param webhookUrl where the meeting's events go; secret: its token is what authenticates the
 *     sender
 * @param additionalData returned unchanged in the events
 */
public record InviteRequest(
    Order order, List<OrderedExam> exams, URI webhookUrl, String additionalData) {

  public InviteRequest {
    exams = List.copyOf(exams);
    List<ExamId> ids = exams.stream().map(OrderedExam::examId).toList();
    if (ids.isEmpty() || ids.stream().distinct().count() < ids.size()) {
      throw new IllegalArgumentException("a meeting has exams, each once");
    }
    if (!order.exams().containsAll(exams)) {
      throw new IllegalArgumentException("a meeting takes the exams of its order");
    }
    if (exams.stream().filter(exam -> exam.pharmacy() != null).count() > 1) {
      throw new IllegalArgumentException("a meeting has at most one pharmacy");
    }
  }

  List<ExamId> examIds() {
    return exams.stream().map(OrderedExam::examId).toList();
  }

  /** Place in the order of the exam with a pharmacy, or else of the meeting's first exam. */
  int pharmacyIndex() {
    OrderedExam owner =
        exams.stream().filter(exam -> exam.pharmacy() != null).findFirst().orElse(exams.get(0));
    return order.exams().indexOf(owner);
  }

  @Override
  public String toString() {
    String ids = exams.stream().map(OrderedExam::toString).collect(Collectors.joining(", "));
    return "InviteRequest[" + order + ", " + ids + "]";
  }

  /**
   * The fields of {@code exam_invite}, each with the place in our order that fills it. The codes
   * are the provider's: docs/provider.md, Invite.
   */
  static final class InviteFields {
    private static final int RETAIL = 1;
    private static final int PARTNER = 2;
    private static final int CHOSEN_BY_ORDER = 1;
    private static final int CHOSEN_BY_PATIENT = 2;
    private static final int CLINICIAN_CHOOSES_NOTHING = 1;
    private static final int CLINICIAN_CHOOSES_ORDER_SET = 2;
    private static final int CLINICIAN_CHOOSES_BOTH = 3;

    /** Test mode needs it twice, in {@code tele_state} and in {@code state}. */
    private static final String TEST_STATE = "TE";

    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private final List<Field> fields = new ArrayList<>();

    /** A null pointer: not filled by the order. A null value: not sent. */
    private record Field(String name, @Nullable String pointer, @Nullable Object value) {}

    InviteFields(InviteRequest request) {
      Order order = request.order();
      add("exams", "/exams", request.examIds().stream().map(ExamId::value).toList());
      addPatient(order.patient());
      Address shipping = order.shippingAddress();
      addAddress("shipping_", "/shippingAddress", shipping, state(shipping));
      addPharmacy("/exams/" + request.pharmacyIndex() + "/pharmacy", pharmacy(request));
      addRedirects(order.redirects());
      add("webhook_url", null, request.webhookUrl().toString());
      add("additional_data", null, request.additionalData());
    }

    QualiphyRequest request() {
      QualiphyRequest request = new QualiphyRequest("exam_invite");
      fields.forEach(field -> request.with(field.name(), field.value()));
      return request;
    }

    /** Of the first field that the text names as a whole word; null when it names none of ours. */
    @Nullable String pointerNamedIn(String text) {
      return WORD.matcher(text)
          .results()
          .map(MatchResult::group)
          .map(word -> pointer(word.toLowerCase(Locale.ROOT)))
          .flatMap(Optional::stream)
          .findFirst()
          .orElse(null);
    }

    private Optional<String> pointer(String name) {
      return fields.stream()
          .filter(field -> field.name().equals(name))
          .map(Field::pointer)
          .filter(Objects::nonNull)
          .findFirst();
    }

    private void add(String name, @Nullable String pointer, @Nullable Object value) {
      fields.add(new Field(name, pointer, value));
    }

    private void addPatient(Patient patient) {
      add("first_name", "/patient/firstName", patient.firstName());
      add("last_name", "/patient/lastName", patient.lastName());
      add("email", "/patient/email", patient.email());
      add("dob", "/patient/dateOfBirth", patient.dateOfBirth().toString());
      add("phone_number", "/patient/phone", patient.phone());
      add("gender", "/patient/gender", gender(patient.gender()));
      add("tele_state", "/patient/state", patient.state());
      boolean isTest = patient.state().equals(TEST_STATE);
      Address home = patient.homeAddress();
      addAddress("", "/patient/homeAddress", home, isTest ? TEST_STATE : state(home));
    }

    private static @Nullable Integer gender(Patient.@Nullable Gender gender) {
      if (gender == null) {
        return null;
      }
      return switch (gender) {
        case MALE -> 1;
        case FEMALE -> 2;
        case UNDISCLOSED -> 3;
      };
    }

    private static @Nullable String state(@Nullable Address address) {
      return address == null ? null : address.state();
    }

    private void addAddress(
        String prefix, String pointer, @Nullable Address address, @Nullable String state) {
      add(prefix + "address_line_1", pointer + "/line1", address == null ? null : address.line1());
      add(prefix + "address_line_2", pointer + "/line2", address == null ? null : address.line2());
      add(prefix + "city", pointer + "/city", address == null ? null : address.city());
      add(prefix + "state", pointer + "/state", state);
      add(prefix + "zip_code", pointer + "/zip", address == null ? null : address.zip());
    }

    /** Each field has a pointer even if no pharmacy is ordered, as the provider may ask for one. */
    private void addPharmacy(String pointer, @Nullable PharmacyRoute pharmacy) {
      Route route = pharmacy == null ? null : pharmacy.route();
      PharmacyRoute partner = ifRoute(Route.PARTNER, pharmacy);
      PharmacyRoute own = ifRoute(Route.OWN, pharmacy);
      add("custom_pharmacy", pointer + "/route", kind(route));
      add("pharmacy_id", pointer + "/pharmacyId", partner.pharmacyId());
      add("order_set_id", pointer + "/orderSetId", partner.orderSetId());
      add("provider_pos_selection", pointer + "/route", clinicianChooses(route, partner));
      add("ncpdpid", pointer + "/ncpdpId", own.ncpdpId());
      add("pharmacy_name", pointer + "/name", own.name());
      addAddress("pharmacy_", pointer + "/address", own.address(), state(own.address()));
      add("custom_pharmacy_patient_choice", pointer + "/route", chosenBy(route));
    }

    private static PharmacyRoute ifRoute(Route route, @Nullable PharmacyRoute pharmacy) {
      return pharmacy != null && pharmacy.route() == route
          ? pharmacy
          : new PharmacyRoute(route, null, null, null, null, null);
    }

    private static @Nullable Integer kind(@Nullable Route route) {
      if (route == null || route == Route.PROVIDER_CHOICE) {
        return null;
      }
      return route == Route.PARTNER ? PARTNER : RETAIL;
    }

    private static @Nullable Integer chosenBy(@Nullable Route route) {
      if (route == Route.PATIENT_CHOICE) {
        return CHOSEN_BY_PATIENT;
      }
      return route == Route.OWN ? CHOSEN_BY_ORDER : null;
    }

    /** What the order leaves open. */
    private static @Nullable Integer clinicianChooses(
        @Nullable Route route, PharmacyRoute partner) {
      if (route == Route.PROVIDER_CHOICE
          || (route == Route.PARTNER && partner.pharmacyId() == null)) {
        return CLINICIAN_CHOOSES_BOTH;
      }
      if (route != Route.PARTNER) {
        return null;
      }
      return partner.orderSetId() == null ? CLINICIAN_CHOOSES_ORDER_SET : CLINICIAN_CHOOSES_NOTHING;
    }

    private void addRedirects(@Nullable Redirects redirects) {
      Redirects to = redirects == null ? new Redirects(null, null, null, null) : redirects;
      add("redirect_approve", "/redirects/approved", to.approved());
      add("redirect_reject", "/redirects/rejected", to.rejected());
      add("redirect_na", "/redirects/notApplicable", to.notApplicable());
      add("redirect_missed", "/redirects/missed", to.missed());
    }

    private static @Nullable PharmacyRoute pharmacy(InviteRequest request) {
      return request.exams().stream()
          .map(OrderedExam::pharmacy)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
  }
}
