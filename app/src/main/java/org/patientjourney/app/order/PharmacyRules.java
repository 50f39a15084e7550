package org.patientjourney.app.order;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.exam.ExamKind;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.PharmacyRoute;

/** Which shipping and pharmacy data each kind of exam needs (contract 4.2, scenarios A to D). */
final class PharmacyRules {
  private PharmacyRules() {}

  static void check(
      Order order, OrderedExam exam, ExamKind kind, String at, List<FieldProblem> problems) {
    PharmacyRoute pharmacy = exam.pharmacy();
    switch (kind) {
      case GOOD_FAITH -> {
        if (pharmacy != null) {
          problems.add(
              new FieldProblem(
                  at + "/pharmacy", "nothing: a good faith exam prescribes nothing", "a pharmacy"));
        }
      }
      case PRESCRIPTION -> checkRoute(order, pharmacy, at, problems);
      case URGENT_CARE -> {
        checkRoute(order, pharmacy, at, problems);
        if (pharmacy != null && pharmacy.route() == PharmacyRoute.Route.PARTNER) {
          problems.add(
              new FieldProblem(
                  at + "/pharmacy/route", "a pharmacy nearby, for urgent care", "partner"));
        }
      }
    }
  }

  private static void checkRoute(
      Order order, @Nullable PharmacyRoute pharmacy, String at, List<FieldProblem> problems) {
    if (pharmacy == null) {
      problems.add(
          new FieldProblem(
              at + "/pharmacy", "a pharmacy route, because this exam may prescribe", "nothing"));
      return;
    }
    switch (pharmacy.route()) {
      case PARTNER -> {
        need(pharmacy.pharmacyId(), at + "/pharmacy/pharmacyId", problems);
        need(pharmacy.orderSetId(), at + "/pharmacy/orderSetId", problems);
        need(order.shippingAddress(), "/shippingAddress", problems);
      }
      case OWN -> {
        need(pharmacy.ncpdpId(), at + "/pharmacy/ncpdpId", problems);
        need(pharmacy.name(), at + "/pharmacy/name", problems);
        need(pharmacy.address(), at + "/pharmacy/address", problems);
      }
      case PROVIDER_CHOICE -> need(order.shippingAddress(), "/shippingAddress", problems);
      case PATIENT_CHOICE -> {}
    }
  }

  private static void need(@Nullable Object value, String pointer, List<FieldProblem> problems) {
    if (value == null) {
      problems.add(new FieldProblem(pointer, "a value, for this exam and route", "nothing"));
    }
  }
}
