package org.patientjourney.app.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.JsonEdit.number;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.JsonEdit.without;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.order.TestOrders;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.OrderedExam.KnownAnswer;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/** Orders of both platforms become orders as backends post them. */
class StoreMappingTest {
  private static final ClinicId JUNIPER = new ClinicId("juniper");
  private static final StoreMapping WOO = new StoreMapping(JUNIPER, TestStores.WOOCOMMERCE);
  private static final StoreMapping SHOPIFY = new StoreMapping(JUNIPER, TestStores.SHOPIFY);

  @Test
  void a_woocommerce_order_is_an_order() {
    Order order = read(WOO, TestStores.wooCommerce(TestStores.wooCommerceOrder()));
    assertThat(order.orderId()).hasToString("woo-1234");
    assertThat(order.reference()).isEqualTo("1234");
    assertThat(order.patient().id()).hasToString("woo-customer-77");
    assertThat(order.patient().dateOfBirth()).isEqualTo(LocalDate.of(1990, 4, 1));
    assertThat(order.patient().phone()).isEqualTo("+12025550147");
    assertThat(order.shippingAddress()).as("nothing is shipped").isNull();
    assertThat(order.exams()).extracting(OrderedExam::examId).containsExactly(new ExamId(5101));
  }

  @Test
  void a_shopify_order_is_an_order_with_pharmacy_and_the_answer_of_its_line() {
    ObjectNode shipped = TestStores.shopifyOrder();
    Order order = read(SHOPIFY, TestStores.shopify(real(shipped)), Mode.LIVE);
    assertThat(order.orderId()).hasToString("shopify-820982911946154508");
    assertThat(order.reference()).isEqualTo("#1001");
    assertThat(order.patient().id()).hasToString("shopify-customer-115310627314723954");
    assertThat(order.patient().phone()).as("of the parcel's address").isEqualTo("+12025550147");
    OrderedExam exam = order.exams().get(0);
    assertThat(exam.answers()).containsExactly(new KnownAnswer(3, "None"));
    assertThat(exam.pharmacy()).isNotNull();
    assertThat(exam.pharmacy().route()).isEqualTo(Route.PARTNER);
    assertThat(exam.pharmacy().orderSetId()).isEqualTo(884);
    assertThat(order.shippingAddress()).isNotNull();
    assertThat(order.shippingAddress().zip()).isEqualTo("78701");
  }

  @Test
  void a_guest_is_a_patient_of_the_order_alone() {
    ObjectNode guest = with(TestStores.wooCommerceOrder(), "/customer_id", number(0));
    assertThat(read(WOO, TestStores.wooCommerce(guest)).patient().id())
        .hasToString("woo-guest-1234");
    ObjectNode other = without(TestStores.shopifyOrder(), "/customer");
    assertThat(SHOPIFY.order(TestStores.shopify(other)).at("/patient/id").asText())
        .isEqualTo("shopify-guest-820982911946154508");
  }

  @Test
  void an_answer_may_stand_at_the_order() {
    ObjectNode order = without(TestStores.shopifyOrder(), "/line_items/0/properties/0");
    assertThat(SHOPIFY.order(TestStores.shopify(order)).at("/exams/0/answers/0/answer").asText())
        .isEqualTo("Penicillin");
  }

  @Test
  void a_product_that_is_not_configured_is_named_by_its_numbers() {
    ObjectNode order = with(TestStores.wooCommerceOrder(), "/line_items/0/sku", "OTHER-1");
    assertThat(WOO.unmapped(TestStores.wooCommerce(order)))
        .containsExactly(
            new FieldProblem(
                "/line_items/0",
                "a product of clinics.juniper.stores",
                "product 310, SKU OTHER-1"));
    assertThat(WOO.unmapped(TestStores.wooCommerce(TestStores.wooCommerceOrder()))).isEmpty();
  }

  @Test
  void a_variation_is_more_specific_than_a_sku_and_a_sku_than_a_product() {
    ObjectNode variation =
        with(TestStores.wooCommerceOrder(), "/line_items/0/variation_id", number(312));
    assertThat(examsOf(WOO, TestStores.wooCommerce(variation))).containsExactly(5102);
    ObjectNode bySku = with(TestStores.wooCommerceOrder(), "/line_items/0/product_id", number(312));
    assertThat(examsOf(WOO, TestStores.wooCommerce(bySku))).containsExactly(5101);
    ObjectNode byProduct = with(bySku, "/line_items/0/sku", "");
    assertThat(examsOf(WOO, TestStores.wooCommerce(byProduct))).containsExactly(5102);
  }

  @Test
  void two_lines_of_one_exam_are_one_exam_and_their_order_does_not_matter() {
    ObjectNode order = TestStores.wooCommerceOrder();
    JsonNode line = order.at("/line_items/0");
    ObjectNode twice = with(order, "/line_items/1", line);
    assertThat(examsOf(WOO, TestStores.wooCommerce(twice))).containsExactly(5101);
    ObjectNode peel = with((ObjectNode) line.deepCopy(), "/variation_id", number(312));
    StoreOrder first = TestStores.wooCommerce(with(order, "/line_items/1", peel));
    ObjectNode swapped = with(with(order, "/line_items/0", peel), "/line_items/1", line);
    assertThat(WOO.order(TestStores.wooCommerce(swapped))).isEqualTo(WOO.order(first));
  }

  @Test
  void a_line_that_was_taken_out_is_left_out() {
    ObjectNode order = with(TestStores.shopifyOrder(), "/line_items/0/current_quantity", number(0));
    assertThat(SHOPIFY.hasTreatment(TestStores.shopify(order))).isFalse();
    ObjectNode wrapOnly = without(TestStores.wooCommerceOrder(), "/line_items/0");
    assertThat(WOO.hasTreatment(TestStores.wooCommerce(wrapOnly))).isFalse();
    assertThat(WOO.unmapped(TestStores.wooCommerce(wrapOnly))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"13/01/1990", "02/30/1990", "1990-04-01", "1.4.1990", "soon"})
  void a_date_of_birth_in_another_form_is_refused_and_not_quoted(String text) {
    ObjectNode order = with(TestStores.wooCommerceOrder(), "/meta_data/0/value", text);
    List<FieldProblem> problems = problems(WOO, TestStores.wooCommerce(order));
    assertThat(problems).extracting(FieldProblem::pointer).containsExactly("/patient/dateOfBirth");
    assertThat(problems.toString()).doesNotContain(text);
  }

  @Test
  void two_dates_of_birth_are_none() {
    ObjectNode order =
        with(
            TestStores.wooCommerceOrder(),
            "/line_items/0/meta_data/0",
            TestStores.wooCommerceOrder().at("/meta_data/0"));
    assertThat(WOO.problems(TestStores.wooCommerce(order), false)).as("the same").isEmpty();
    ObjectNode other = with(order, "/line_items/0/meta_data/0/value", "04/02/1990");
    assertThat(WOO.problems(TestStores.wooCommerce(other), false))
        .extracting(FieldProblem::pointer)
        .containsExactly("/patient/dateOfBirth");
  }

  @Test
  void every_missing_field_is_reported_where_an_order_has_it() {
    ObjectNode order = without(without(TestStores.wooCommerceOrder(), "/meta_data"), "/billing");
    assertThat(problems(WOO, TestStores.wooCommerce(order)))
        .extracting(FieldProblem::pointer)
        .contains(
            "/patient/lastName",
            "/patient/email",
            "/patient/phone",
            "/patient/dateOfBirth",
            "/patient/state");
  }

  @Test
  void an_address_abroad_or_a_test_order_in_live_mode_is_a_problem() {
    ObjectNode abroad = with(TestStores.wooCommerceOrder(), "/billing/country", "AU");
    assertThat(WOO.problems(TestStores.wooCommerce(abroad), false)).hasSize(1);
    ObjectNode test = with(TestStores.shopifyOrder(), "/test", BooleanNode.TRUE);
    assertThat(SHOPIFY.problems(TestStores.shopify(test), true)).hasSize(1);
    assertThat(SHOPIFY.problems(TestStores.shopify(test), false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "pending, UNPAID",
    "on-hold, UNPAID",
    "failed, UNPAID",
    "processing, PAID",
    "completed, PAID",
    "refunded, REFUNDED",
    "cancelled, CANCELLED",
    "trash, DELETED",
    "shipped, OTHER",
    "PAID, OTHER"
  })
  void a_status_of_woocommerce_says_where_an_order_stands(
      String status, StoreOrder.Standing standing) {
    ObjectNode order = with(TestStores.wooCommerceOrder(), "/status", status);
    assertThat(TestStores.wooCommerce(order).standing()).isEqualTo(standing);
  }

  @ParameterizedTest
  @CsvSource({
    "pending, UNPAID",
    "authorized, UNPAID",
    "partially_paid, UNPAID",
    "paid, PAID",
    "partially_refunded, PARTLY_REFUNDED",
    "refunded, REFUNDED",
    "voided, CANCELLED",
    "something, OTHER"
  })
  void a_financial_status_of_shopify_says_where_an_order_stands(
      String status, StoreOrder.Standing standing) {
    ObjectNode order = with(TestStores.shopifyOrder(), "/financial_status", status);
    assertThat(TestStores.shopify(order).standing()).isEqualTo(standing);
    assertThat(
            TestStores.shopify(with(order, "/cancelled_at", "2026-11-20T08:00:00-05:00"))
                .standing())
        .isEqualTo(StoreOrder.Standing.CANCELLED);
  }

  @Test
  void a_refund_of_a_part_is_not_paid() {
    ObjectNode order =
        with(
            TestStores.wooCommerceOrder(),
            "/refunds/0",
            StoreJson.read("{\"id\":9,\"reason\":\"\",\"total\":\"-10.00\"}".getBytes(UTF_8))
                .orElseThrow());
    assertThat(TestStores.wooCommerce(order).standing())
        .isEqualTo(StoreOrder.Standing.PARTLY_REFUNDED);
  }

  @Test
  void nothing_of_a_person_is_printed() {
    StoreOrder order = TestStores.shopify(TestStores.shopifyOrder());
    assertThat(order + "" + order.billing() + order.fields() + order.lines())
        .doesNotContain("Waiting", "example.org", "1990", "Penicillin", "None");
  }

  /** In a state that there is: in test mode none has a store's parcels. */
  private static ObjectNode real(ObjectNode order) {
    ObjectNode real = with(order, "/billing_address/province_code", "TX");
    real = with(real, "/shipping_address/province_code", "TX");
    return with(real, "/billing_address/first_name", "Rivka");
  }

  private static Order read(StoreMapping mapping, StoreOrder order) {
    return read(mapping, order, Mode.TEST);
  }

  private static Order read(StoreMapping mapping, StoreOrder order, Mode mode) {
    return TestOrders.reader(mode).read(mapping.order(order).toString().getBytes(UTF_8), JUNIPER);
  }

  private static List<FieldProblem> problems(StoreMapping mapping, StoreOrder order) {
    try {
      read(mapping, order);
      return List.of();
    } catch (WebApplicationException refusal) {
      return ((Problem) refusal.getResponse().getEntity()).errors();
    }
  }

  private static List<Integer> examsOf(StoreMapping mapping, StoreOrder order) {
    return mapping.order(order).path("exams").findValues("examId").stream()
        .map(JsonNode::intValue)
        .toList();
  }
}
