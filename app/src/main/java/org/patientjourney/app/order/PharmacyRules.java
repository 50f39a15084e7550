package org.patientjourney.app.order;

import java.util.Optional;
import org.patientjourney.app.body.Fields;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/** Which shipping and pharmacy data each kind of exam needs (docs/provider.md, Invite). */
final class PharmacyRules {
  private PharmacyRules() {}

  /**
   * Notes what is missing or too much.
   *
   * @param route empty when there is none, or one that could not be read
   */
  static void check(Fields order, Fields exam, ExamKind kind, Optional<Route> route) {
    boolean absent = exam.isAbsent("pharmacy");
    if (!kind.mayPrescribe()) {
      if (!absent) {
        exam.problem("/pharmacy", "nothing: a good faith exam prescribes nothing", "a pharmacy");
      }
      return;
    }
    if (absent) {
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
}
