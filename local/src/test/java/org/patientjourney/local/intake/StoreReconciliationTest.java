package org.patientjourney.local.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.local.TestStore.CLINIC;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.local.EndedCommand;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestConfig;
import org.patientjourney.local.TestStore;
import org.patientjourney.local.TestSystem;

/** The command {@code intake reconcile} beside a running engine. */
class StoreReconciliationTest {
  private static final String DAY = "2026-11-20";
  private static final String EARLIER = "2026-11-20T12:16:01";
  private static final String LATER = "2026-11-20T12:16:02";

  /** The last second of the day in the clinic's time zone, which is America/Denver. */
  private static final String LAST = "2026-11-21T06:59:59";

  private static final AtomicLong IDS = new AtomicLong(60_000);

  @TempDir Path folder;
  private ListedOrders listed;
  private TestSystem system;
  private TestStore store;
  private Journeys journeys;

  @BeforeEach
  void start() throws IOException {
    listed = new ListedOrders();
    system = TestSystem.shared();
    store = new TestStore(system.url());
    journeys = new Journeys(system.operations());
  }

  @AfterEach
  void stop() {
    listed.close();
  }

  @Test
  void takes_what_no_webhook_has_told_and_nothing_of_another_day() throws Exception {
    long lost = IDS.incrementAndGet();
    listed.ofWooCommerce(TestStore.wooCommerce(lost, "processing", LAST));
    long told = IDS.incrementAndGet();
    store.tell(TestStore.wooCommerce(told, "processing", EARLIER));
    listed.ofWooCommerce(TestStore.wooCommerce(told, "processing", EARLIER));
    long cancelled = IDS.incrementAndGet();
    store.tell(TestStore.wooCommerce(cancelled, "processing", LATER));
    journeys.awaitInvited(journey(cancelled));
    listed.ofWooCommerce(TestStore.wooCommerce(cancelled, "cancelled", LATER));
    long before = IDS.incrementAndGet();
    listed.ofWooCommerce(TestStore.wooCommerce(before, "processing", "2026-11-20T06:59:59"));
    long after = IDS.incrementAndGet();
    listed.ofWooCommerce(TestStore.wooCommerce(after, "processing", "2026-11-21T07:00:00"));
    long ofShopify = IDS.incrementAndGet();
    listed.ofShopify(TestStore.shopify(ofShopify));

    EndedCommand first = reconcile();
    assertThat(first.output())
        .contains("stored/woocommerce: 3 orders changed on 2026-11-20, 1 known, 2 new, of which 0 ")
        .contains("stored/shopify: 1 orders changed on 2026-11-20, 0 known, 1 new, of which 0 ");
    assertThat(first.code()).isZero();
    journeys.awaitInvited(journey(lost));
    journeys.awaitInvited(CLINIC + ":shopify-" + ofShopify + ":5204");
    journeys.awaitClosed(journey(cancelled), "CANCELLED");
    for (long ofAnotherDay : List.of(before, after)) {
      assertThat(system.operations().get("/orders/stored/woo-" + ofAnotherDay).status())
          .isEqualTo(404);
    }

    EndedCommand second = reconcile();
    assertThat(second.output()).contains(" 3 known, 0 new", " 1 known, 0 new");
    assertThat(second.code()).isZero();
    assertThat(journeys.count(journey(lost), "INVITE_SENDING")).isEqualTo(1);
  }

  @Test
  void names_what_waits_for_a_person_without_personal_data() throws Exception {
    long incomplete = IDS.incrementAndGet();
    ObjectNode order = TestStore.wooCommerce(incomplete, "processing", EARLIER);
    order.withObject("billing").put("phone", "call Quokka");
    listed.ofWooCommerce(order);
    EndedCommand ended = reconcile();
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.output())
        .contains("1 new, of which 1 wait")
        .contains("order woo-" + incomplete + ": INCOMPLETE", "/patient/phone")
        .doesNotContain("Quokka", "example.org", "secret-of-the-api");
  }

  @Test
  void of_one_second_only_the_same_word_makes_an_order_known() throws Exception {
    long paid = IDS.incrementAndGet();
    store.tell(TestStore.wooCommerce(paid, "pending", EARLIER));
    listed.ofWooCommerce(TestStore.wooCommerce(paid, "processing", EARLIER));
    long refunded = IDS.incrementAndGet();
    store.tell(TestStore.wooCommerce(refunded, "processing", EARLIER));
    ObjectNode partly = TestStore.wooCommerce(refunded, "processing", EARLIER);
    partly.withArray("refunds").addObject().put("id", 9).put("total", "-10.00");
    listed.ofWooCommerce(partly);
    long unpaid = IDS.incrementAndGet();
    store.tell(TestStore.wooCommerce(unpaid, "processing", EARLIER));
    listed.ofWooCommerce(TestStore.wooCommerce(unpaid, "on-hold", EARLIER));
    assertThat(reconcile().output()).contains(" 0 known, 3 new");
    journeys.awaitInvited(journey(paid));
    for (long changed : List.of(refunded, unpaid)) {
      assertThat(new Operator(system.operations()).openAlarms(journey(changed)))
          .extracting(alarm -> alarm.path("kind").asText())
          .contains("STORE_ORDER_CHANGED");
    }
    assertThat(reconcile().output()).contains(" 3 known, 0 new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"intake", "rebuild"})
  void takes_nothing_with_other_keys_than_those_of_the_record(String command) throws Exception {
    store.tell(TestStore.wooCommerce(IDS.incrementAndGet(), "processing", EARLIER));
    long lost = IDS.incrementAndGet();
    listed.ofWooCommerce(TestStore.wooCommerce(lost, "processing", EARLIER));
    String other = Base64.getEncoder().encodeToString(new byte[32]);
    Map<String, String> variables = new HashMap<>(system.variables());
    variables.put("JOURNEY_ENCRYPTION_KEY", other);
    EndedCommand ended =
        command.equals("intake")
            ? run(variables, "intake", "reconcile", "config.yml", "--clinic", CLINIC, "--day", DAY)
            : run(variables, command, "config.yml");
    assertThat(ended.output()).contains("expected the encryption keys of this record");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(system.operations().get("/orders/stored/woo-" + lost).status()).isEqualTo(404);
  }

  @Test
  void an_order_that_cannot_be_read_is_counted() throws Exception {
    ObjectNode order = TestStore.wooCommerce(IDS.incrementAndGet(), "processing", EARLIER);
    order.remove("line_items");
    listed.ofWooCommerce(order);
    EndedCommand ended = reconcile();
    assertThat(ended.output())
        .contains("woocommerce: 1 orders changed", " 0 new", " 1 failed")
        .contains("order " + order.path("id") + ": expected id, line_items and the time");
    assertThat(ended.code()).isEqualTo(4);
  }

  @Test
  void an_order_of_an_erased_patient_or_one_that_fails_does_not_stop_the_others() throws Exception {
    long erased = IDS.incrementAndGet();
    store.tell(TestStore.wooCommerce(erased, "processing", EARLIER));
    store.tell(TestStore.wooCommerce(erased, "cancelled", EARLIER));
    journeys.awaitClosed(journey(erased), "CANCELLED");
    change(
        "update order_key set wrapped = null, destroyed_at = now() where order_id = 'woo-%d'"
            .formatted(erased));
    listed.ofWooCommerce(TestStore.wooCommerce(erased, "cancelled", LATER));
    long failing = IDS.incrementAndGet();
    listed.ofWooCommerce(TestStore.wooCommerce(failing, "pending", LATER));
    assertThat(reconcile().output()).contains(" 2 new", " 0 failed");

    change(
        "update store_delivery set body_key = null, changed_at = changed_at - interval '1 hour'"
            + " where order_id = 'woo-%d'".formatted(failing));
    long next = IDS.incrementAndGet();
    listed.ofWooCommerce(TestStore.wooCommerce(next, "processing", LATER));
    EndedCommand ended = reconcile();
    assertThat(ended.output())
        .contains("3 orders changed", " 1 known, 1 new", " 1 failed")
        .contains("order woo-" + failing + ": expected an outcome, found ")
        .contains("ErasedException: if the next run finds the same, post the order by hand");
    assertThat(ended.code()).isEqualTo(4);
    journeys.awaitInvited(journey(next));
  }

  @Test
  void a_store_that_refuses_the_key_is_named_and_the_next_is_asked() throws Exception {
    listed.wooCommerceWillAnswer(401);
    listed.ofShopify(TestStore.shopify(IDS.incrementAndGet()));
    EndedCommand ended = reconcile();
    assertThat(ended.output()).contains("stored/shopify: 1 orders changed", " 1 new");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.output())
        .contains("stored/woocommerce: expected a list of orders from its API, found status 401")
        .doesNotContain("secret-of-the-api");
  }

  private static String journey(long order) {
    return CLINIC + ":woo-" + order + ":5101";
  }

  private void change(String statement) throws IOException {
    system.owner().useHandle(owner -> owner.execute(statement));
  }

  private EndedCommand reconcile() throws Exception {
    return run(
        system.variables(), "intake", "reconcile", "config.yml", "--clinic", CLINIC, "--day", DAY);
  }

  /** Runs a command, its {@code config.yml} being that of the engine with the stores' APIs. */
  private EndedCommand run(Map<String, String> variables, String... words) throws Exception {
    Path config = TestConfig.copy(folder, Map.of());
    TestConfig.addClinics(config, List.of(CLINIC));
    TestConfig.change(config, Map.of("/clinics/" + CLINIC + "/stores", stores(listed.url())));
    return EndedCommand.run(
        variables,
        Stream.of(words)
            .map(word -> word.equals("config.yml") ? config.toString() : word)
            .toArray(String[]::new));
  }

  private static List<Map<String, Object>> stores(URI url) {
    List<Map<String, Object>> stores = new ArrayList<>();
    for (Map<String, Object> store : TestStore.configuration(CLINIC)) {
      Map<String, Object> withApi = new HashMap<>(store);
      Map<String, Object> api = new HashMap<>();
      api.put("url", url.toString());
      api.put("secret", "secret-of-the-api");
      if ("WOOCOMMERCE".equals(store.get("platform"))) {
        api.put("key", "ck_test");
      }
      withApi.put("api", api);
      stores.add(withApi);
    }
    return stores;
  }
}
