package org.patientjourney.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.JsonEdit.without;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.configuration.ConfigurationException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.JsonEdit;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;

/** What the engine does not take real patients with: from the text of config.yml to the refusal. */
class LiveModeTest {
  private static final String SECRET = "CANARY-written-into-the-file";

  @Test
  void config_yml_is_fit_for_live_mode() throws IOException, ConfigurationException {
    assertThat(TestConfigurations.read(live()).mode()).isEqualTo(Mode.LIVE);
  }

  @Test
  void in_live_mode_no_pdf_is_fetched_from_a_machine_of_ours()
      throws IOException, ConfigurationException {
    assertThat(TestConfigurations.read(live()).testOrigin()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/clinics/juniper/apiKey,clinics.juniper.apiKey",
    "/clinics/cedar/apiKey,clinics.cedar.apiKey",
    "/database/applicationPassword,database.applicationPassword",
    "/database/migratorPassword,database.migratorPassword",
    "/server/applicationConnectors/0/keyStorePassword,server.applicationConnectors[0].keyStorePassword"
  })
  void a_secret_in_the_file_is_refused_by_its_key_and_not_quoted(String pointer, String key) {
    ObjectNode config = with(live(), "/server/applicationConnectors/0/type", "https");
    assertThat(refusal(with(config, pointer, SECRET)))
        .contains(key + " in live mode expected an environment variable alone", "${JOURNEY_SECRET}")
        .contains("found a secret written into the file: replace")
        .doesNotContain(SECRET);
  }

  @Test
  void an_encryption_key_in_the_file_is_refused() {
    String key = TestConfigurations.variables().get("JOURNEY_ENCRYPTION_KEY");
    assertThat(refusal(with(live(), "/encryption/keys/k1", Objects.requireNonNull(key))))
        .contains("encryption.keys.k1 in live mode expected an environment variable alone")
        .doesNotContain(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${JOURNEY_DATABASE_PASSWORD}2", "x${JOURNEY_DATABASE_PASSWORD}", "$1"})
  void a_secret_that_is_a_variable_in_part_is_refused(String password) {
    assertThat(refusal(with(live(), "/database/applicationPassword", password)))
        .contains("database.applicationPassword in live mode expected");
  }

  @Test
  void a_password_in_the_url_of_the_database_is_refused_unless_the_url_is_a_variable()
      throws IOException, ConfigurationException {
    String url = "jdbc:postgresql://db.example.org/journey?ssl=true&password=" + SECRET;
    assertThat(refusal(with(live(), "/database/url", url)))
        .contains("database.url in live mode expected an environment variable alone")
        .doesNotContain(SECRET);
    Map<String, String> variables = TestConfigurations.variables();
    variables.put("JOURNEY_DATABASE_URL", url);
    assertThat(TestConfigurations.read(live().toString(), variables).mode()).isEqualTo(Mode.LIVE);
    String open = "jdbc:postgresql://db.example.org/journey";
    assertThat(TestConfigurations.read(with(live(), "/database/url", open)).mode())
        .isEqualTo(Mode.LIVE);
  }

  @Test
  void a_callback_needs_https_a_public_name_and_a_secret_from_a_variable() {
    ObjectNode callback =
        JsonNodeFactory.instance.objectNode().put("name", "shop").put("url", "http://localhost/x");
    callback.putArray("secrets").add("whsec_" + "c2VjcmV0LW9mLWEtc2hvcC1mb3ItdGVzdHM=");
    ArrayNode callbacks = JsonNodeFactory.instance.arrayNode().add(callback);
    assertThat(refusal(with(live(), "/clinics/juniper/callbacks", callbacks)))
        .contains("clinics.juniper.callbacks[0].secrets[0] in live mode expected an environment")
        .contains("clinics.juniper.callbacks in live mode expected an https address")
        .contains("clinics.juniper.callbacks in live mode expected an address that other machines");
  }

  @Test
  void a_store_needs_a_secret_from_a_variable() {
    ObjectNode store =
        JsonNodeFactory.instance
            .objectNode()
            .put("platform", "SHOPIFY")
            .put("dateOfBirth", "date_of_birth");
    store.putArray("secrets").add("secret-of-a-store");
    store.putArray("products").addObject().put("sku", "TOX-CHECK").put("examId", 5101);
    ArrayNode stores = JsonNodeFactory.instance.arrayNode().add(store);
    assertThat(refusal(with(live(), "/clinics/juniper/stores", stores)))
        .contains("clinics.juniper.stores[0].secrets[0] in live mode expected an environment")
        .doesNotContain("secret-of-a-store");
  }

  @Test
  void the_api_of_a_store_needs_https_and_keys_from_variables() {
    ObjectNode store =
        JsonNodeFactory.instance
            .objectNode()
            .put("platform", "WOOCOMMERCE")
            .put("dateOfBirth", "_date_of_birth");
    store.putArray("secrets").add("${JOURNEY_CLINIC_JUNIPER_KEY}");
    store.putArray("products").addObject().put("sku", "TOX-CHECK").put("examId", 5101);
    store
        .putObject("api")
        .put("url", "http://localhost/shop")
        .put("key", "ck_of-a-store")
        .put("secret", "cs_of-a-store");
    ArrayNode stores = JsonNodeFactory.instance.arrayNode().add(store);
    assertThat(refusal(with(live(), "/clinics/juniper/stores", stores)))
        .contains("clinics.juniper.stores[0].api.key in live mode expected an environment")
        .contains("clinics.juniper.stores[0].api.secret in live mode expected an environment")
        .contains("clinics.juniper.stores in live mode expected an https address")
        .contains("clinics.juniper.stores in live mode expected an address that other machines")
        .doesNotContain("of-a-store");
  }

  @Test
  void the_file_cannot_declare_the_source_of_its_values() {
    assertThat(refusal(with(live(), "/source", "variables"))).contains("source");
  }

  @Test
  void a_number_can_be_a_secret() {
    assertThat(refusal(with(live(), "/database/migratorPassword", JsonEdit.number(12345))))
        .contains("database.migratorPassword in live mode expected")
        .doesNotContain("12345");
  }

  @Test
  void an_empty_password_gives_nothing_away() throws IOException, ConfigurationException {
    ObjectNode config = with(live(), "/database/applicationPassword", "");
    assertThat(TestConfigurations.read(config).database().application().password()).isEmpty();
  }

  @Test
  void a_hash_of_a_key_may_stand_in_the_file() throws IOException, ConfigurationException {
    String hash = "ab".repeat(32);
    ObjectNode config = with(live(), "/access/keys/0/hash", hash);
    assertThat(TestConfigurations.read(config).access().keys().get(0).hash()).isEqualTo(hash);
  }

  @Test
  void live_mode_is_live_mode_however_it_is_written() {
    ObjectNode config = with(live(), "/database/applicationPassword", SECRET);
    assertThat(refusal(with(config, "/mode", "live"))).contains("database.applicationPassword");
  }

  @Test
  void test_mode_takes_secrets_from_the_file() throws IOException, ConfigurationException {
    ObjectNode config = with(live(), "/database/applicationPassword", SECRET);
    assertThat(TestConfigurations.read(with(config, "/mode", "TEST")).mode()).isEqualTo(Mode.TEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"/encryption | ", "/encryption/keys | {}", "/encryption/keys/k1 | null"})
  void no_encryption_key_is_refused(String pointer, String value) throws IOException {
    ObjectNode config =
        value == null
            ? without(live(), pointer)
            : with(live(), pointer, new JsonMapper().readTree(value));
    assertThat(refusal(config))
        .contains("encryption.keys in live mode expected a key of 32 bytes as base64, found none")
        .contains("make one with 'openssl rand -base64 32'");
  }

  @Test
  void an_empty_variable_is_no_encryption_key() {
    Map<String, String> variables = TestConfigurations.variables();
    variables.put("JOURNEY_ENCRYPTION_KEY", "");
    assertThat(refusal(live(), variables))
        .contains("encryption key 'k1' must have 32 bytes, found 0");
  }

  @Test
  void an_active_encryption_key_that_is_not_there_is_refused() {
    assertThat(refusal(with(live(), "/encryption/activeKey", "k2")))
        .contains("expected an encryption key with the active id 'k2', found ids [k1]");
  }

  @ParameterizedTest
  @CsvSource({"/publicBaseUrl,publicBaseUrl", "/provider/baseUrl,provider.baseUrl"})
  void no_address_is_refused(String pointer, String key) {
    String why = key + " in live mode expected an https address, found nothing: set it";
    assertThat(refusal(without(live(), pointer))).contains(why);
    assertThat(refusal(with(live(), pointer, JsonNodeFactory.instance.nullNode()))).contains(why);
  }

  @ParameterizedTest
  @CsvSource({"/publicBaseUrl,publicBaseUrl", "/provider/baseUrl,provider.baseUrl"})
  void an_address_without_encryption_is_refused(String pointer, String key) {
    assertThat(refusal(with(live(), pointer, "http://journey.example.org")))
        .contains(key + " in live mode expected an https address, found another")
        .contains("put TLS in front and name the https address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1",
        "https://127.8.9.10:8443",
        "https://localhost",
        "https://LOCALHOST",
        "https://localhost.",
        "https://journey.localhost",
        "https://[::1]",
        "https://[0:0:0:0:0:0:0:1]:8443",
        "https://[::ffff:127.0.0.1]",
        "https://0.0.0.0",
        "https://[::]"
      })
  void an_address_of_this_machine_is_refused(String url) {
    assertThat(refusal(with(live(), "/publicBaseUrl", url)))
        .contains("publicBaseUrl in live mode expected an address that other machines reach")
        .contains("found one of this machine: name the public address");
    assertThat(refusal(with(live(), "/provider/baseUrl", url)))
        .contains("provider.baseUrl in live mode expected an address that other machines reach");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://journey.example.org", "https://10.1.2.3", "https://[2001:db8::1]"})
  void an_address_elsewhere_is_taken(String url) throws IOException, ConfigurationException {
    assertThat(TestConfigurations.read(with(live(), "/publicBaseUrl", url)).publicBaseUrl())
        .hasToString(url);
  }

  @Test
  void one_answer_lists_every_reason() {
    ObjectNode config = with(live(), "/database/applicationPassword", SECRET);
    config = with(with(config, "/clinics/cedar/apiKey", SECRET), "/publicBaseUrl", "http://[::1]");
    assertThat(refusal(with(config, "/relay/threads", JsonEdit.number(0))))
        .contains("database.applicationPassword", "clinics.cedar.apiKey", "relay.threads")
        .contains("publicBaseUrl in live mode expected an https address")
        .contains("publicBaseUrl in live mode expected an address that other machines reach");
  }

  private static ObjectNode live() {
    return with(TestConfigurations.tree(), "/mode", "LIVE");
  }

  private static String refusal(ObjectNode config) {
    return refusal(config, TestConfigurations.variables());
  }

  private static String refusal(ObjectNode config, Map<String, String> variables) {
    Throwable refusal = catchThrowable(() -> TestConfigurations.read(config.toString(), variables));
    assertThat(refusal).isInstanceOf(ConfigurationException.class);
    return String.valueOf(refusal.getMessage());
  }
}
