package org.patientjourney.app.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.JsonEdit.without;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.intake.StoreDeliveries;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.configuration.ClinicConfiguration;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.configuration.JourneyConfiguration.UnservedStates;
import org.patientjourney.app.intake.StoreIntake;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** Orders as backends post them, and readers that know clinics and exams of our config.yml. */
public final class TestOrders {
  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final JsonMapper JSON = new JsonMapper();

  /** Every field that an order can have; the pharmacy's of the own route left out. */
  private static final String EXAMPLE =
      """
      { "orderId": "WC-12847", "clinic": "juniper", "reference": "cart 99, handed back",
        "patient": { "id": "C-5521", "firstName": "Test", "lastName": "Approve",
          "email": "rivka@example.org", "phone": "202-555-0147", "dateOfBirth": "1990-04-01",
          "gender": "female", "state": "TE", "timeZone": "America/Chicago",
          "homeAddress": { "line1": "1 Test Way", "line2": null, "city": "Austin",
            "state": "TE", "zip": "78701" } },
        "shippingAddress": { "line1": "2 Parcel Road", "line2": "Unit 4", "city": "Austin",
          "state": "TX", "zip": "78701-1234" },
        "exams": [
          { "examId": 5101 },
          { "examId": 5204, "answers": [ { "questionId": 3, "answer": "None" } ],
            "pharmacy": { "route": "partner", "pharmacyId": 12, "orderSetId": 884 } } ],
        "redirects": { "approved": "https://shop.example.org/approved",
          "rejected": "https://shop.example.org/rejected",
          "notApplicable": "https://shop.example.org/not-applicable",
          "missed": "https://shop.example.org/missed" } }
      """;

  static final Map<ClinicId, ClinicConfiguration> CLINICS =
      Stream.of("juniper", "cedar")
          .collect(Collectors.toUnmodifiableMap(ClinicId::new, TestOrders::clinic));

  static final Map<ExamId, CatalogueEntry> CATALOGUE =
      Stream.of(
              entry(5101, ExamKind.GOOD_FAITH),
              entry(5102, ExamKind.GOOD_FAITH),
              entry(5204, ExamKind.PRESCRIPTION),
              entry(5309, ExamKind.URGENT_CARE))
          .collect(Collectors.toUnmodifiableMap(CatalogueEntry::examId, Function.identity()));

  private TestOrders() {}

  static ObjectNode example() {
    return (ObjectNode) json(EXAMPLE);
  }

  /** The example with a pharmacy of the clinic's own, so that those fields are there too. */
  static ObjectNode withOwnPharmacy() {
    return with(
        example(),
        "/exams/1/pharmacy",
        json(
            """
            { "route": "own", "ncpdpId": "0123456", "name": "Corner Pharmacy",
              "address": { "line1": "3 Pill Street", "line2": "Rear", "city": "Austin",
                "state": "TX", "zip": "78702" } }
            """));
  }

  /** Nothing but what must be there. */
  static ObjectNode smallest() {
    ObjectNode order = without(without(example(), "/exams/1"), "/shippingAddress");
    order = without(without(order, "/redirects"), "/reference");
    order = without(without(order, "/patient/gender"), "/patient/timeZone");
    return without(order, "/patient/homeAddress");
  }

  /** An order of a real patient in Colorado. */
  static ObjectNode forRealPatient() {
    ObjectNode order = with(example(), "/patient/state", "CO");
    order = with(order, "/patient/homeAddress/state", "CO");
    order = with(order, "/patient/homeAddress/zip", "80202");
    return with(with(order, "/patient/firstName", "Rivka"), "/patient/lastName", "Lindqvist");
  }

  /** For whom nothing was ordered before. */
  public static OrderReader reader(Mode mode) {
    return new OrderReader(rules(mode), (clinic, orderId) -> Optional.empty());
  }

  /** The endpoint of orders in test mode. */
  public static OrderResource resource(Jdbi jdbi, Encryption encryption, PersonalReads reads) {
    InstantSource clock = InstantSource.fixed(NOW);
    OrderStore orders =
        new OrderStore(
            jdbi,
            encryption,
            new JournalStore(encryption),
            JourneyPolicy.STANDARD,
            Duration.ZERO,
            clock);
    return new OrderResource(
        reader(Mode.TEST),
        new OrderService(orders, CATALOGUE, CLINICS, clock, journeys -> {}),
        reads);
  }

  /** Takes stores' orders in test mode. */
  public static StoreIntake intake(
      Jdbi jdbi,
      Encryption encryption,
      StoreDeliveries deliveries,
      Map<ClinicId, ClinicConfiguration> clinics) {
    InstantSource clock = InstantSource.fixed(NOW);
    OrderStore orders =
        new OrderStore(
            jdbi,
            encryption,
            new JournalStore(encryption),
            JourneyPolicy.STANDARD,
            Duration.ZERO,
            clock);
    return new StoreIntake(
        jdbi,
        deliveries,
        clinics,
        reader(Mode.TEST),
        new OrderService(orders, CATALOGUE, clinics, clock, journeys -> {}),
        orders,
        false,
        clock);
  }

  static OrderRules rules(Mode mode) {
    return new OrderRules(
        mode,
        CLINICS.keySet(),
        CATALOGUE,
        new UnservedStates(LocalDate.of(2026, 6, 24), Set.of("AL", "MS")),
        InstantSource.fixed(NOW));
  }

  static Reading read(Mode mode, JsonNode order) {
    return read(reader(mode), order.toString().getBytes(UTF_8));
  }

  static Reading read(OrderReader reader, byte[] body) {
    try {
      return new Reading(reader.read(body, null), null);
    } catch (WebApplicationException refusal) {
      return new Reading(null, (Problem) refusal.getResponse().getEntity());
    }
  }

  /** An order, or why it was refused. */
  record Reading(@Nullable Order order, @Nullable Problem problem) {
    @Nullable ProblemType refusal() {
      return problem == null ? null : problem.code();
    }
  }

  /** In test mode; fails when the order is refused. */
  static Order accepted(JsonNode order) {
    Order read = read(Mode.TEST, order).order();
    if (read != null) {
      return read;
    }
    throw new AssertionError("expected an order that can be read, found " + problems(order));
  }

  /** In test mode; empty when the order can be read. */
  static List<FieldProblem> problems(JsonNode order) {
    return problems(Mode.TEST, order);
  }

  static List<FieldProblem> problems(Mode mode, JsonNode order) {
    return problemsOf(read(mode, order));
  }

  static List<FieldProblem> problemsOf(Reading reading) {
    return reading.problem() == null ? List.of() : reading.problem().errors();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }

  private static ClinicConfiguration clinic(String id) {
    ZoneId zone = ZoneId.of("America/Denver");
    return new ClinicConfiguration(
        "key-of-" + id, PatientContact.PROVIDER, zone, null, null, null, null);
  }

  private static CatalogueEntry entry(int examId, ExamKind kind) {
    boolean glp1 = kind == ExamKind.PRESCRIPTION;
    LocalDate reviewedOn = LocalDate.of(2026, 11, 1);
    return new CatalogueEntry(
        new ExamId(examId),
        "exam " + examId,
        kind,
        glp1,
        glp1 ? new ExamId(5205) : null,
        kind == ExamKind.URGENT_CARE ? 12 : null,
        "clinical lead",
        reviewedOn);
  }
}
