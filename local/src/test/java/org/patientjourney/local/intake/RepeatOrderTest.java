package org.patientjourney.local.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.local.TestStore.CLINIC;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestStore;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** Orders that repeat an earlier one of their patient. */
class RepeatOrderTest {
  private static final String AT = "2026-11-20T12:16:01";
  private static final AtomicLong IDS = new AtomicLong(70_000);

  private static TestSystem system;
  private static TestStore store;
  private static Journeys journeys;

  private final long id = IDS.incrementAndGet();
  private final String first = "first-" + id;
  private final String partner = "partner-" + id;

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.shared();
    store = new TestStore(system.url());
    journeys = new Journeys(system.operations());
  }

  @Test
  void a_repeated_order_is_invited_with_the_pharmacy_of_the_earlier_one() throws Exception {
    journeys.post(ofCustomer());
    String again = "again-" + id;
    ObjectNode order = ofCustomer().put("orderId", again).put("repeatOf", first);
    ((ObjectNode) order.at("/exams/0")).remove("pharmacy");
    journeys.post(order);
    assertThat(system.operations().post("/orders", order).status()).as("again").isEqualTo(200);
    assertThat(content(again).at("/exams/0/pharmacy"))
        .isEqualTo(content(first).at("/exams/0/pharmacy"));
    assertThat(content(again).path("repeatOf").asText()).isEqualTo(first);
    journeys.awaitInvited(CLINIC + ":" + again + ":5204");
  }

  @Test
  void the_earlier_order_s_patient_counts_as_last_corrected() throws Exception {
    ObjectNode earlier = ofCustomer();
    journeys.post(earlier);
    ObjectNode correction = Operator.words("c-1");
    correction.set("patient", earlier.withObject("patient").put("lastName", "Waiting-Renamed"));
    system
        .operations()
        .post("/orders/" + CLINIC + "/" + first + "/corrections", correction)
        .success();
    ObjectNode order = ofCustomer().put("orderId", "again-" + id).put("repeatOf", first);
    JsonClient.Answer refused = system.operations().post("/orders", order);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().at("/errors/0/pointer").asText()).isEqualTo("/patient/lastName");
    order.withObject("patient").put("lastName", "Waiting-Renamed");
    assertThat(system.operations().post("/orders", order).status()).isEqualTo(201);
  }

  @Test
  void a_renewal_of_a_subscription_repeats_the_customer_s_last_order() throws Exception {
    journeys.post(ofCustomer());
    ObjectNode renewal = renewal();
    assertThat(store.tell(renewal)).isEqualTo("ACCEPTED");
    JsonNode taken = content("woo-" + id);
    assertThat(taken.path("repeatOf").asText()).isEqualTo(first);
    assertThat(taken.at("/exams/0/pharmacy/route").asText()).isEqualTo("patient-choice");
    journeys.awaitInvited(CLINIC + ":woo-" + id + ":5204");

    journeys.post(atPartner());
    cancel(first);
    assertThat(store.tell(renewal.put("status", "completed"))).as("the same").isEqualTo("ACCEPTED");
  }

  @Test
  void an_order_that_was_cancelled_is_not_repeated() throws Exception {
    journeys.post(ofCustomer());
    journeys.post(atPartner());
    cancel(partner);
    assertThat(store.tell(renewal())).isEqualTo("ACCEPTED");
    assertThat(content("woo-" + id).path("repeatOf").asText()).isEqualTo(first);
  }

  @Test
  void a_renewal_waits_while_the_last_order_is_being_cancelled() throws Exception {
    journeys.post(atPartner());
    journeys.awaitInvited(CLINIC + ":" + partner + ":5204");
    system.sandbox().arm("error-500-after-success", CLINIC);
    journeys.post(ofCustomer());
    String journey = CLINIC + ":" + first + ":5204";
    journeys.awaitStage(journey, "INVITE_UNKNOWN");
    Operator operator = new Operator(system.operations());
    operator.expect(journey, "cancel", "c-1");
    journeys.awaitStage(journey, "CANCELLING");
    assertThat(store.tell(renewal())).isEqualTo("INCOMPLETE");
    assertThat(delivery().path("problems").findValuesAsText("found"))
        .contains(journey + ": is being cancelled");

    ObjectNode exists = Operator.words("c-2").put("resolution", "exists");
    exists.put("patientExamId", system.sandbox().patientExam(journey, 5204));
    assertThat(operator.give(journey, "resolve-invite", exists).status()).isEqualTo(200);
    journeys.awaitClosed(journey, "CANCELLED");
    JsonNode retried =
        system
            .operations()
            .post(
                "/store-deliveries/" + delivery().path("id").asText() + "/retry",
                Operator.words("r-1"))
            .success();
    assertThat(retried.path("problems").findValuesAsText("pointer"))
        .as("the one before, which ships and TE is no place to ship to")
        .containsExactly("/shippingAddress/state");
  }

  @ParameterizedTest
  @CsvSource({
    "rejected, rejected",
    "held, held as HELD_BY_PERSON",
    "wrong patient, held as WRONG_PATIENT_EXAM"
  })
  void a_renewal_of_an_order_in_doubt_waits_for_a_person(String doubt, String found)
      throws Exception {
    journeys.post(ofCustomer());
    String journey = CLINIC + ":" + first + ":5204";
    journeys.awaitInvited(journey);
    String exam = system.sandbox().patientExam(journey, 5204);
    switch (doubt) {
      case "rejected" -> {
        system.sandbox().decide(exam, "Rejected");
        journeys.awaitClosed(journey, "REJECTED");
      }
      case "held" -> new Operator(system.operations()).expect(journey, "hold", "c-1");
      default -> {
        ObjectNode event = new ObjectMapper().createObjectNode();
        event.put("event", 1).put("patient_exam_id", "999999").put("exam_id", "5204");
        system.sandbox().fire(exam, event.put("exam_status", "Approved"));
        journeys.awaitHold(journey, "WRONG_PATIENT_EXAM");
      }
    }
    assertThat(store.tell(renewal())).isEqualTo("INCOMPLETE");
    assertThat(delivery().path("problems").findValuesAsText("pointer"))
        .containsExactly("/repeatOf");
    assertThat(delivery().path("problems").findValuesAsText("found"))
        .containsExactly(journey + ": " + found);

    journeys.post(ofCustomer().put("orderId", "newer-" + id));
    assertThat(store.tell(renewal().put("date_modified_gmt", "2026-11-20T12:17:00")))
        .as("what was ordered since counts")
        .isEqualTo("ACCEPTED");
  }

  @Test
  void a_renewal_of_an_erased_customer_waits_for_a_person() throws Exception {
    journeys.post(ofCustomer());
    system
        .owner()
        .useHandle(
            owner ->
                owner.execute(
                    "update order_key set wrapped = null, destroyed_at = now() where order_id = ?",
                    first));
    assertThat(store.tell(renewal())).isEqualTo("INCOMPLETE");
    assertThat(delivery().path("problems").findValuesAsText("found"))
        .contains(first + ": its patient was erased");
  }

  @Test
  void a_renewal_of_an_order_that_the_store_cancelled_too_late_waits_for_a_person()
      throws Exception {
    journeys.post(ofCustomer());
    assertThat(store.tell(renewal())).isEqualTo("ACCEPTED");
    String journey = CLINIC + ":woo-" + id + ":5204";
    journeys.awaitInvited(journey);
    system.sandbox().decide(system.sandbox().patientExam(journey, 5204), "Approved");
    journeys.awaitStage(journey, "AWAITING_PRESCRIPTION");
    store.tell(renewal().put("status", "refunded").put("date_modified_gmt", "2026-11-20T12:17:00"));
    ObjectNode next = renewal().put("id", IDS.incrementAndGet());
    assertThat(store.tell(next)).isEqualTo("INCOMPLETE");
    assertThat(delivery("woo-" + next.path("id").asText()).at("/problems/0/found").asText())
        .isEqualTo("woo-" + id + ": cancelled in the store");
  }

  @Test
  void a_renewal_of_one_of_two_subscriptions_waits_for_a_person() throws Exception {
    journeys.post(ofCustomer());
    journeys.post(atPartner());
    assertThat(store.tell(renewal())).isEqualTo("INCOMPLETE");
    assertThat(problems()).containsExactly("/exams/0/pharmacy");
  }

  @Test
  void an_order_for_another_exam_of_the_renewal_is_no_source_of_a_pharmacy() throws Exception {
    journeys.post(ofCustomer());
    ObjectNode check = TestOrders.order(CLINIC, "check-" + id, "Waiting", 5101);
    check.withObject("patient").put("id", "woo-customer-" + id);
    journeys.post(check);
    ObjectNode renewal = renewal();
    ObjectNode line = renewal.at("/line_items/0").deepCopy();
    renewal.withArray("line_items").add(line.put("sku", "TOX-CHECK"));
    assertThat(store.tell(renewal)).isEqualTo("ACCEPTED");
    assertThat(content("woo-" + id).path("repeatOf").asText()).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"first_name, /patient/firstName", "last_name, /patient/lastName"})
  void a_renewal_for_another_person_of_the_account_waits_for_a_person(String name, String pointer)
      throws Exception {
    journeys.post(ofCustomer());
    ObjectNode renewal = renewal();
    renewal.withObject("billing").put(name, "Sibling");
    assertThat(store.tell(renewal)).isEqualTo("INCOMPLETE");
    assertThat(problems()).containsExactly(pointer);
  }

  @Test
  void a_renewal_with_another_date_of_birth_waits_for_a_person() throws Exception {
    journeys.post(ofCustomer());
    ObjectNode renewal = renewal();
    ((ObjectNode) renewal.at("/meta_data/0")).put("value", "04/02/1990");
    assertThat(store.tell(renewal)).isEqualTo("INCOMPLETE");
    assertThat(problems()).containsExactly("/patient/dateOfBirth");
  }

  @Test
  void a_renewal_whose_pharmacy_ships_has_the_address_of_the_store() throws Exception {
    journeys.post(atPartner());
    assertThat(store.tell(renewal())).isEqualTo("INCOMPLETE");
    assertThat(problems())
        .as("TE is no place to ship to")
        .containsExactly("/shippingAddress/state");
  }

  @Test
  void a_renewal_without_an_earlier_order_is_an_order_like_any_other() throws Exception {
    assertThat(store.tell(renewal())).isEqualTo("INCOMPLETE");
    assertThat(problems()).containsExactly("/exams/0/pharmacy");
    journeys.post(ofCustomer());
    ObjectNode bought = renewal();
    bought.withArray("meta_data").remove(bought.path("meta_data").size() - 1);
    assertThat(store.tell(bought.put("date_modified_gmt", "2026-11-20T12:17:00")))
        .as("no renewal")
        .isEqualTo("INCOMPLETE");
  }

  /** An order that was posted for a customer of the store. */
  private ObjectNode ofCustomer() {
    ObjectNode order = TestOrders.prescription(CLINIC, first, "Waiting");
    order.withObject("patient").put("id", "woo-customer-" + id);
    return order;
  }

  /** Another one, with another pharmacy. */
  private ObjectNode atPartner() {
    ObjectNode order = TestOrders.packageOrder(CLINIC, partner, "Waiting");
    order.withObject("patient").put("id", "woo-customer-" + id);
    return order;
  }

  private static void cancel(String order) throws IOException {
    String journey = CLINIC + ":" + order + ":5204";
    journeys.awaitInvited(journey);
    new Operator(system.operations()).expect(journey, "cancel", "c-1");
    journeys.awaitClosed(journey, "CANCELLED");
  }

  private ObjectNode renewal() throws IOException {
    ObjectNode order = TestStore.wooCommerce(id, "processing", AT).put("customer_id", id);
    ((ObjectNode) order.at("/line_items/0")).put("sku", "TIRZ-RENEWED");
    order
        .withArray("meta_data")
        .addObject()
        .put("key", "_subscription_renewal")
        .put("value", "1275");
    return order;
  }

  private List<String> problems() throws IOException {
    return delivery().path("problems").findValuesAsText("pointer");
  }

  private JsonNode delivery() throws IOException {
    return delivery("woo-" + id);
  }

  /** The newest of an order that waits for a person. */
  private static JsonNode delivery(String order) throws IOException {
    return system
        .operations()
        .get("/store-deliveries?clinic=" + CLINIC)
        .success()
        .path("deliveries")
        .valueStream()
        .filter(delivery -> delivery.path("orderId").asText().equals(order))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode content(String order) throws Exception {
    String path = "/orders/" + CLINIC + "/" + order + "/content";
    String key = system.keys().care();
    return new ObjectMapper().readTree(system.read(path, key, "X-Purpose", "a test").body());
  }
}
