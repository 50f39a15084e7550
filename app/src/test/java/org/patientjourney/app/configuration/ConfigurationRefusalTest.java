package org.patientjourney.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.JsonEdit.without;
import static org.patientjourney.app.configuration.TestConfigurations.read;
import static org.patientjourney.app.configuration.TestConfigurations.tree;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dropwizard.configuration.ConfigurationException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.JsonEdit;

/** What the engine does not start with. */
class ConfigurationRefusalTest {
  /** Dropwizard checks its own settings. */
  private static final String DROPWIZARD = "/(server|logging)(/.*)?";

  /** Whole blocks and words that have a default. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "/mode",
          "/roles",
          "/alarmMail",
          "/alarmWebhook",
          "/callbacks",
          "/codec",
          "/console",
          "/policy",
          "/relay",
          "/retention",
          "/sweep",
          "/webhook",
          "/worker");

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = WrongSettings.ONE_A_LINE)
  void a_wrong_setting_is_refused(String pointer, String value) throws JsonProcessingException {
    JsonNode wrong = new JsonMapper().readTree(value);
    assertThatThrownBy(() -> read(with(tree(), pointer, wrong)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(pointer.split("/", -1)[1]);
  }

  @ParameterizedTest
  @MethodSource("required")
  void a_setting_without_a_default_must_be_there(String pointer) {
    assertThatThrownBy(() -> read(without(tree(), pointer)))
        .isInstanceOf(ConfigurationException.class);
  }

  static Stream<String> required() {
    JsonNode tree = tree();
    return JsonEdit.pointers(tree).stream()
        .filter(pointer -> !pointer.matches(DROPWIZARD) && !OPTIONAL.contains(pointer))
        .filter(pointer -> !pointer.matches(".*/[0-9]+"))
        .filter(pointer -> !pointer.matches("/clinics/[^/]+"))
        .filter(pointer -> !pointer.matches("/access/keys/[0-9]+/clinic"))
        .filter(pointer -> !pointer.matches("/catalogue/[0-9]+/minimumAge"))
        .filter(
            pointer ->
                !pointer.matches("/clinics/[^/]+/(duplicateOrders|callbacks|stores|quietDates)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/database",
        "/encryption",
        "/access",
        "/access/keys/0",
        "/provider",
        "/callbacks",
        "/console",
        "/policy",
        "/relay",
        "/sweep",
        "/webhook",
        "/clinics/juniper",
        "/catalogue/0",
        "/unservedStates",
        "/server",
        "/logging"
      })
  void an_unknown_key_is_refused(String block) {
    assertThatThrownBy(() -> read(with(tree(), block + "/colour", "red")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("colour");
  }

  @Test
  void one_answer_lists_every_wrong_value() {
    ConfigurationException refusal =
        catchThrowableOfType(
            ConfigurationException.class,
            () ->
                read(
                    with(
                        with(tree(), "/provider/callsPerSecond", JsonEdit.number(-1)),
                        "/relay/threads",
                        JsonEdit.number(0))));
    assertThat(refusal.getErrors()).hasSize(2);
    assertThat(refusal).hasMessageContainingAll("provider.callsPerSecond", "relay.threads");
  }

  @Test
  void a_key_in_place_of_its_hash_is_not_quoted() {
    assertThatThrownBy(() -> read(with(tree(), "/access/keys/0/hash", "CANARY-the-key-itself")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("access.keys[0].hash")
        .hasMessageNotContaining("CANARY");
  }

  @Test
  void a_missing_encryption_key_stops_the_start() {
    assertThatThrownBy(
            () -> read(with(tree(), "/encryption/activeKey", "k2")).encryption().toKeys())
        .hasMessageContaining("'k2'");
    assertThatThrownBy(
            () -> read(with(tree(), "/encryption/keys/k1", "AAAA")).encryption().toKeys())
        .hasMessageContaining("must have 32 bytes, found 3");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = WrongSettings.THAT_CANNOT_WORK)
  void a_setting_that_cannot_work_is_refused(String pointer, String value)
      throws JsonProcessingException {
    JsonNode wrong = new JsonMapper().readTree(value);
    assertThatThrownBy(() -> read(with(tree(), pointer, wrong)))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void whether_an_exam_is_a_glp1_must_be_said() {
    assertThatThrownBy(() -> read(without(tree(), "/catalogue/2/glp1")))
        .isInstanceOf(ConfigurationException.class);
  }
}
