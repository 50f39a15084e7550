package org.patientjourney.app.order;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.patientjourney.workflows.order.Address;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.OrderedExam.KnownAnswer;
import org.patientjourney.workflows.order.PharmacyRoute;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/** Reads one exam of an order, with its answers and its pharmacy. */
final class ExamReader {
  private static final int MAXIMUM_ANSWERS = 200;

  private ExamReader() {}

  static Optional<OrderedExam> exam(Fields order, Fields fields, OrderRules rules) {
    Optional<ExamId> examId = fields.number("examId", "a positive number").map(ExamId::new);
    List<KnownAnswer> answers =
        fields.objects("answers", MAXIMUM_ANSWERS).stream()
            .map(ExamReader::answer)
            .flatMap(Optional::stream)
            .toList();
    Optional<PharmacyRoute> pharmacy = fields.optionalObject("pharmacy", ExamReader::pharmacy);
    fields.refuseOthers();
    examId.ifPresent(id -> rules.checkExam(order, fields, id, pharmacy.map(PharmacyRoute::route)));
    return examId.map(id -> new OrderedExam(id, answers, pharmacy.orElse(null)));
  }

  private static Optional<KnownAnswer> answer(Fields fields) {
    Optional<Integer> question = fields.number("questionId", "a positive number");
    Optional<String> answer = fields.text("answer", Texts.ANSWER, Texts::isAnswer);
    fields.refuseOthers();
    return question.isEmpty() || answer.isEmpty()
        ? Optional.empty()
        : Optional.of(new KnownAnswer(question.get(), answer.get()));
  }

  private static Optional<PharmacyRoute> pharmacy(Fields fields) {
    Optional<Route> route =
        fields.parsed(
            "route", "partner, own, patient-choice or provider-choice", ExamReader::route);
    Optional<Integer> pharmacyId = fields.optionalNumber("pharmacyId", "a positive number");
    Optional<Integer> orderSetId = fields.optionalNumber("orderSetId", "a positive number");
    Optional<String> ncpdpId =
        fields.optionalText("ncpdpId", "7 digits", text -> text.matches("[0-9]{7}"));
    Optional<String> name = fields.optionalText("name", Texts.LINE, Texts::isLine);
    Optional<Address> address =
        fields.optionalObject(
            "address", found -> PatientReader.address(found, OrderRules::checkRealState));
    fields.refuseOthers();
    return route.map(
        known ->
            new PharmacyRoute(
                known,
                pharmacyId.orElse(null),
                orderSetId.orElse(null),
                ncpdpId.orElse(null),
                name.orElse(null),
                address.orElse(null)));
  }

  private static Optional<Route> route(String text) {
    for (Route route : Route.values()) {
      if (route.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }
}
