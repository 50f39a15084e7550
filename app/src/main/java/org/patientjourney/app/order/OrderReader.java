package org.patientjourney.app.order;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.body.Fields;
import org.patientjourney.app.body.Texts;
import org.patientjourney.app.body.Texts.TextRule;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.journey.JourneyJson;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.Patient;
import org.patientjourney.workflows.order.Patient.Gender;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/**
 * Reads the body of an order: the order, or all its problems.
 *
 * @param accepted an accepted order with its patient as last corrected
 */
public record OrderReader(
    OrderRules rules, BiFunction<ClinicId, OrderId, Optional<Order>> accepted) {
  private static final int MAXIMUM_DEPTH = 16;
  private static final int MAXIMUM_EXAMS = 20;
  private static final int MAXIMUM_ANSWERS = 200;

  private static final TextRule CLINIC =
      TextRule.of("a text of [a-z0-9-]{1,32}", ClinicId::isValid);
  private static final TextRule GENDER =
      TextRule.word("male, female or undisclosed", Gender.values());
  private static final TextRule ZONE =
      TextRule.of(
          "a time zone of the United States, such as America/Chicago, or none", ZipAreas::isZone);
  private static final TextRule ROUTE =
      TextRule.word("partner, own, patient-choice or provider-choice", Route.values());
  private static final TextRule NCPDP = TextRule.matching("7 digits", "[0-9]{7}");

  /** RFC 8259, 8.1: a reader may ignore it. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAXIMUM_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Refused with all reasons, unless it is an order.
   *
   * @param own the only clinic of the caller: the answer shows nothing of an order that names
   *     another, not even its problems
   */
  public Order read(byte[] body, @Nullable ClinicId own) {
    JsonNode node = json(body);
    Repetition repetition =
        own == null || own.value().equals(Repetition.text(node, "clinic"))
            ? Repetition.of(node, accepted)
            : Repetition.NONE;
    Fields fields = Fields.of(repetition.completed(node), "orders");
    ObjectNode read = fields.readBy(order -> order(order, repetition));
    String named = read.path("clinic").asText(node.path("clinic").asText(""));
    if (own != null && !named.isEmpty() && !named.equals(own.value())) {
      throw ProblemType.FORBIDDEN.refusal("expected an order of the key's own clinic");
    }
    if (!fields.problems().isEmpty()) {
      throw ProblemType.ORDER_REFUSED.refusal(
          "nothing was stored: correct the fields below and post the order again",
          fields.problems());
    }
    return converted(read, Order.class);
  }

  private static JsonNode json(byte[] body) {
    String found;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonNode node = MAPPER.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
      if (node.isObject()) {
        return node;
      }
      found = node.isMissingNode() ? "nothing" : "JSON, but no object";
    } catch (CharacterCodingException e) {
      found = "bytes that are not UTF-8";
    } catch (JsonProcessingException e) {
      found =
          "text that is not JSON, nests deeper than " + MAXIMUM_DEPTH + ", or names a field twice";
    }
    throw ProblemType.NOT_AN_ORDER.refusal("expected a JSON object, found " + found);
  }

  /** The patient of a body that was read without problems. */
  static Patient patientOf(ObjectNode values) {
    return converted(values.get("patient"), Patient.class);
  }

  private void order(Fields order, Repetition repetition) {
    order.text("orderId", Texts.ID);
    order
        .text("clinic", CLINIC)
        .ifPresent(clinic -> rules.checkClinic(order, new ClinicId(clinic)));
    order.optionalText("reference", Texts.REFERENCE);
    order.optionalObject(
        "shippingAddress", address -> address(address, OrderRules::checkRealState));
    order.objects("exams", MAXIMUM_EXAMS, exam -> exam(order, exam));
    List<ExamId> exams =
        order.values().path("exams").findValues("examId").stream()
            .map(id -> new ExamId(id.intValue()))
            .toList();
    order.object("patient", patient -> patient(patient, exams));
    if (order.isEmptyArray("exams")) {
      order.problem("/exams", "an array of 1 to " + MAXIMUM_EXAMS + " exams", "none");
    }
    if (exams.stream().distinct().count() != exams.size()) {
      order.problem("/exams", "each exam at most once", "an exam twice");
    }
    order.optionalObject(
        "redirects",
        redirects ->
            List.of("approved", "rejected", "notApplicable", "missed")
                .forEach(outcome -> redirects.optionalText(outcome, Texts.HTTPS)));
    order.optionalText("repeatOf", Texts.ID);
    repetition.check(order);
  }

  private void exam(Fields order, Fields exam) {
    Optional<Integer> examId = exam.number("examId");
    exam.objects(
        "answers",
        MAXIMUM_ANSWERS,
        answer -> {
          answer.number("questionId");
          answer.text("answer", Texts.ANSWER);
        });
    exam.optionalObject("pharmacy", OrderReader::pharmacy);
    Optional<Route> route =
        Optional.ofNullable(exam.values().at("/pharmacy/route").textValue()).map(Route::valueOf);
    examId.ifPresent(id -> rules.checkExam(order, exam, new ExamId(id), route));
  }

  private static void pharmacy(Fields pharmacy) {
    pharmacy.text("route", ROUTE);
    pharmacy.optionalNumber("pharmacyId");
    pharmacy.optionalNumber("orderSetId");
    pharmacy.optionalText("ncpdpId", NCPDP);
    pharmacy.optionalText("name", Texts.LINE);
    pharmacy.optionalObject("address", address -> address(address, OrderRules::checkRealState));
  }

  /**
   * Reads a patient.
   *
   * @param exams that the patient shall take: each has its minimum age
   */
  void patient(Fields patient, Collection<ExamId> exams) {
    patient.text("id", Texts.ID);
    String firstName = patient.text("firstName", Texts.NAME).orElse("");
    String lastName = patient.text("lastName", Texts.NAME).orElse("");
    patient.text("email", Texts.EMAIL);
    patient.text("phone", Texts.PHONE);
    Optional<String> birth = patient.text("dateOfBirth", Texts.BIRTH_DATE);
    patient.optionalText("gender", GENDER);
    Optional<String> state = patient.text("state", Texts.STATE);
    patient.optionalText("timeZone", ZONE);
    patient.optionalObject("homeAddress", home -> address(home, rules::checkHomeState));
    birth.ifPresent(date -> rules.checkBirth(patient, LocalDate.parse(date), exams));
    state.ifPresent(code -> rules.checkPatientState(patient, code));
    rules.checkName(patient, firstName + " " + lastName);
  }

  /** An address whose state obeys the rule. */
  private static void address(Fields address, BiConsumer<Fields, String> stateRule) {
    address.text("line1", Texts.LINE);
    address.optionalText("line2", Texts.LINE);
    address.text("city", Texts.LINE);
    Optional<String> state = address.text("state", Texts.STATE);
    state.ifPresent(code -> stateRule.accept(address, code));
    Optional<String> zip = address.text("zip", Texts.ZIP);
    state.ifPresent(code -> zip.ifPresent(known -> OrderRules.checkZip(address, code, known)));
  }

  private static <T> T converted(JsonNode canonical, Class<T> type) {
    try {
      return JourneyJson.mapper().treeToValue(canonical, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a checked " + type.getSimpleName() + " does not fit", e);
    }
  }
}
