package org.patientjourney.app.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.configuration.StoreConfiguration;
import org.patientjourney.app.configuration.StoreConfiguration.ProductConfiguration;
import org.patientjourney.app.configuration.StoreConfiguration.StorePharmacy;
import org.patientjourney.app.intake.StoreOrder.Field;
import org.patientjourney.app.intake.StoreOrder.Line;
import org.patientjourney.app.intake.StoreOrder.StoreAddress;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.order.ClinicId;

/** Turns a store's order into one as backends post it, by the configuration of its store. */
record StoreMapping(ClinicId clinic, StoreConfiguration store) {
  private static final String COUNTRY = "US";

  /** The products of an order that the configuration does not name. */
  List<FieldProblem> unmapped(StoreOrder order) {
    return order.lines().stream()
        .filter(line -> product(line).isEmpty())
        .map(
            line ->
                new FieldProblem(
                    "/line_items/" + line.position(),
                    "a product of clinics." + clinic + ".stores",
                    named(line)))
        .toList();
  }

  boolean hasTreatment(StoreOrder order) {
    return order.lines().stream()
        .anyMatch(line -> product(line).filter(ProductConfiguration::isTreatment).isPresent());
  }

  /** What an order as backends post it cannot say. */
  List<FieldProblem> problems(StoreOrder order, boolean isLive) {
    List<FieldProblem> problems = new ArrayList<>();
    if (!COUNTRY.equals(order.place().country())) {
      problems.add(
          new FieldProblem("/patient/state", "an address in the United States", "another or none"));
    }
    if (order.valuesOf(store.dateOfBirth()).size() > 1) {
      problems.add(new FieldProblem("/patient/dateOfBirth", "one date", "different ones"));
    }
    if (isLive && order.isTest()) {
      problems.add(new FieldProblem("/test", "a real order in live mode", "a test order"));
    }
    return problems;
  }

  /** Of an order without unmapped products; whether it can be accepted its reader decides. */
  ObjectNode order(StoreOrder order) {
    ObjectNode posted = JsonNodeFactory.instance.objectNode();
    posted.put("orderId", store.platform().orderId(order.id()).value());
    posted.put("clinic", clinic.value()).put("reference", order.number());
    ObjectNode patient = posted.putObject("patient");
    StoreAddress billing = order.billing();
    StoreAddress shipping = order.shipping();
    patient.put("id", store.platform().patientId(order.id(), order.customer()));
    patient.put("firstName", StoreJson.firstOf(billing.firstName(), shipping.firstName()));
    patient.put("lastName", StoreJson.firstOf(billing.lastName(), shipping.lastName()));
    patient.put("email", StoreJson.firstOf(billing.email(), shipping.email()));
    patient.put("phone", StoreJson.firstOf(billing.phone(), shipping.phone()));
    patient.put("dateOfBirth", dateOfBirth(order));
    patient.put("state", order.place().state());
    ArrayNode exams = posted.putArray("exams");
    exams(order).forEach(exams::add);
    if (isShipped(order)) {
      ship(posted, order);
    }
    return posted;
  }

  static void ship(ObjectNode posted, StoreOrder order) {
    posted.set("shippingAddress", address(order.place()));
  }

  /** Each exam once, whatever the order of the products that ask for it. */
  private List<ObjectNode> exams(StoreOrder order) {
    Set<ObjectNode> exams = new LinkedHashSet<>();
    for (Line line : order.lines()) {
      product(line)
          .filter(ProductConfiguration::isTreatment)
          .ifPresent(product -> exams.add(exam(product, line, order)));
    }
    return exams.stream()
        .sorted(Comparator.comparingInt(exam -> exam.path("examId").intValue()))
        .toList();
  }

  private static ObjectNode exam(ProductConfiguration product, Line line, StoreOrder order) {
    ObjectNode exam = JsonNodeFactory.instance.objectNode();
    exam.put("examId", Objects.requireNonNull(product.examId()).value());
    ArrayNode answers = exam.putArray("answers");
    byQuestion(product.answers())
        .forEach(
            (question, name) ->
                answer(name, line, order)
                    .ifPresent(
                        answer ->
                            answers.addObject().put("questionId", question).put("answer", answer)));
    StorePharmacy pharmacy = product.pharmacy();
    if (pharmacy != null) {
      exam.putObject("pharmacy")
          .put("route", pharmacy.route().name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .put("pharmacyId", pharmacy.pharmacyId())
          .put("orderSetId", pharmacy.orderSetId());
    }
    return exam;
  }

  /** In an order of its own, so that the same order is the same content. */
  private static Map<Integer, String> byQuestion(@Nullable Map<String, Integer> answers) {
    Map<Integer, String> names = new TreeMap<>();
    if (answers != null) {
      answers.forEach((name, question) -> names.put(question, name));
    }
    return names;
  }

  /** The product's own, else the order's. */
  private static Optional<String> answer(String name, Line line, StoreOrder order) {
    return Stream.concat(line.fields().stream(), order.fields().stream())
        .filter(field -> field.name().equals(name))
        .map(Field::value)
        .findFirst();
  }

  /** As orders spell it; what is no date stays as it is, and is refused with the order. */
  private @Nullable String dateOfBirth(StoreOrder order) {
    Optional<String> text = order.valuesOf(store.dateOfBirth()).stream().findFirst();
    DateTimeFormatter format = store.dateFormatter();
    return text.map(
            value -> {
              try {
                return LocalDate.parse(value.strip(), format).toString();
              } catch (DateTimeException notADate) {
                return "not a date";
              }
            })
        .orElse(null);
  }

  private boolean isShipped(StoreOrder order) {
    return order.lines().stream()
        .flatMap(line -> product(line).stream())
        .map(ProductConfiguration::pharmacy)
        .anyMatch(pharmacy -> pharmacy != null && pharmacy.route().isShipped());
  }

  private static ObjectNode address(StoreAddress address) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("line1", address.line1())
        .put("line2", address.line2())
        .put("city", address.city())
        .put("state", address.state())
        .put("zip", address.zip());
  }

  /** By variation, then by SKU, then by product: the most specific name wins. */
  private Optional<ProductConfiguration> product(Line line) {
    List<Long> numbers = line.products();
    return Stream.of(
            find(numbers.size() > 1, product -> numbers.get(0).equals(product.productId())),
            find(line.sku() != null, product -> Objects.equals(line.sku(), product.sku())),
            find(
                !numbers.isEmpty(),
                product -> numbers.get(numbers.size() - 1).equals(product.productId())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<ProductConfiguration> find(
      boolean isNamed, Predicate<ProductConfiguration> names) {
    return isNamed ? store.products().stream().filter(names).findFirst() : Optional.empty();
  }

  /** A number or SKU is no personal data; a SKU's length and letters are the store's. */
  private static String named(Line line) {
    String sku = line.sku();
    String numbers =
        line.products().isEmpty() ? "none" : line.products().toString().replaceAll("[\\[\\]]", "");
    return "product "
        + numbers
        + (sku != null && sku.matches("[A-Za-z0-9._/-]{1,64}") ? ", SKU " + sku : "");
  }
}
