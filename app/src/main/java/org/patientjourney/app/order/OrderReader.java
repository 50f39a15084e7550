package org.patientjourney.app.order;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.order.Address;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.Patient;
import org.patientjourney.workflows.order.Redirects;

/** Bytes to an order, or to every reason why not. */
public final class OrderReader {
  private static final int MAXIMUM_DEPTH = 16;
  private static final int MAXIMUM_EXAMS = 20;

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

  private final OrderRules rules;

  public OrderReader(OrderRules rules) {
    this.rules = rules;
  }

  public OrderReading read(byte[] body) {
    JsonNode node;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      node = MAPPER.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return new OrderReading.Malformed("bytes that are not UTF-8");
    } catch (JsonProcessingException e) {
      return new OrderReading.Malformed(
          "text that is not JSON, nests deeper than " + MAXIMUM_DEPTH + ", or names a field twice");
    }
    if (!node.isObject()) {
      return new OrderReading.Malformed(node.isMissingNode() ? "nothing" : "JSON, but no object");
    }
    List<FieldProblem> problems = new ArrayList<>();
    Optional<Order> order = order(new Fields(node, "", problems));
    return order.isPresent() && problems.isEmpty()
        ? new OrderReading.Read(order.get())
        : new OrderReading.Refused(node.path("clinic").asText(), problems);
  }

  /** Empty when a required field is missing or wrong; the problems are noted then. */
  private Optional<Order> order(Fields fields) {
    Optional<OrderId> orderId =
        fields.text("orderId", "a text of [A-Za-z0-9_-]{1,64}", OrderId::isValid).map(OrderId::new);
    Optional<ClinicId> clinic =
        fields.text("clinic", "a text of [a-z0-9-]{1,32}", ClinicId::isValid).map(ClinicId::new);
    clinic.ifPresent(known -> rules.checkClinic(fields, known));
    Optional<String> reference =
        fields.optionalVerbatim("reference", Texts.REFERENCE, Texts::isReference);
    Optional<Address> shipping =
        fields.optionalObject(
            "shippingAddress", found -> PatientReader.address(found, OrderRules::checkRealState));
    List<OrderedExam> exams =
        fields.objects("exams", MAXIMUM_EXAMS).stream()
            .map(exam -> ExamReader.exam(fields, exam, rules))
            .flatMap(Optional::stream)
            .toList();
    List<ExamId> examIds = exams.stream().map(OrderedExam::examId).toList();
    Optional<Patient> patient =
        fields.object("patient").flatMap(found -> PatientReader.patient(found, rules, examIds));
    if (fields.isEmptyArray("exams")) {
      fields.problem("/exams", "an array of 1 to " + MAXIMUM_EXAMS + " exams", "none");
    }
    refuseTwice(fields, examIds);
    Optional<Redirects> redirects = fields.optionalObject("redirects", OrderReader::redirects);
    fields.refuseOthers();
    if (orderId.isEmpty() || clinic.isEmpty() || patient.isEmpty() || exams.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Order(
            orderId.get(),
            clinic.get(),
            reference.orElse(null),
            patient.get(),
            shipping.orElse(null),
            exams,
            redirects.orElse(null)));
  }

  private static void refuseTwice(Fields fields, List<ExamId> ids) {
    if (ids.stream().distinct().count() != ids.size()) {
      fields.problem("/exams", "each exam at most once", "an exam twice");
    }
  }

  private static Optional<Redirects> redirects(Fields fields) {
    Redirects redirects =
        new Redirects(
            fields.optionalText("approved", Texts.HTTPS, Texts::isHttps).orElse(null),
            fields.optionalText("rejected", Texts.HTTPS, Texts::isHttps).orElse(null),
            fields.optionalText("notApplicable", Texts.HTTPS, Texts::isHttps).orElse(null),
            fields.optionalText("missed", Texts.HTTPS, Texts::isHttps).orElse(null));
    fields.refuseOthers();
    return Optional.of(redirects);
  }
}
