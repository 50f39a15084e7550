package org.patientjourney.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.local.engine.Ports;

/** A clinic that was added to config.yml; its key is in the environment of the tests. */
class LocalSettingsTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  @TempDir private Path data;

  @BeforeEach
  void addClinics() throws IOException {
    String clinics =
        """
        clinics:
          willow: {apiKey: "${JOURNEY_CLINIC_WILLOW_KEY}"}
          without-key: {apiKey: "${JOURNEY_CLINIC_NOT_SET_KEY}"}
        """;
    String config = Files.readString(BuiltFiles.config()).replace("clinics:\n", clinics);
    Path file = Files.writeString(data.resolve("changed.yml"), config);
    System.setProperty(LocalSettings.CONFIG_FILE, file.toString());
  }

  @AfterEach
  void restore() throws IOException {
    BuiltFiles.prepare();
  }

  @Test
  void the_sandbox_knows_the_accounts_of_all_configured_clinics_that_have_a_key() throws Exception {
    assertThat(LocalSettings.clinicByKey(List.of("more")))
        .isEqualTo(
            Map.of(
                "key-of-willow", "willow",
                "local-key-of-juniper", "juniper",
                "local-key-of-cedar", "cedar",
                "local-key-of-more", "more"));
  }

  @Test
  void variables_not_set_by_the_laptop_come_from_the_environment() throws Exception {
    Map<String, String> variables =
        LocalSettings.variables(
            LocalOptions.parse(List.of("up")),
            LocalKeys.in(data),
            "jdbc:postgresql://127.0.0.1:1/journey",
            URI.create("http://127.0.0.1:2"),
            new Ports(3, 4, 5, 6));
    assertThat(variables)
        .containsEntry("JOURNEY_CLINIC_WILLOW_KEY", "key-of-willow")
        .containsEntry("JOURNEY_CLINIC_JUNIPER_KEY", "local-key-of-juniper")
        .containsEntry("JOURNEY_PORT", "3");
  }

  @Test
  void days_are_scaled_and_hours_stay() throws Exception {
    JsonNode config = written("up", "--day", "1s");
    JsonNode policy = config.path("policy");
    assertThat(policy.path("linkLifetime").asText()).isEqualTo("30000ms");
    assertThat(policy.path("linkGrace").asText()).isEqualTo("7000ms");
    assertThat(policy.path("redeliveryWindow").asText()).isEqualTo("1000ms");
    assertThat(policy.path("inviteOverdue").asText()).isEqualTo("1h");
    assertThat(config.path("relay").path("lease").asText()).isEqualTo("5s");
  }

  @Test
  void lists_of_durations_are_scaled_and_other_values_are_kept() throws Exception {
    JsonNode policy = YAML.readTree("{waits: [3d, 10d, 2h], wanted: true}");
    JsonNode scaled = LocalSettings.scaled(policy, Duration.ofMillis(100));
    assertThat(scaled.path("waits"))
        .extracting(JsonNode::asText)
        .containsExactly("300ms", "1000ms", "2h");
    assertThat(scaled.path("wanted").asBoolean()).isTrue();
  }

  /** A day in real time has send hours; in the demo and in short days every hour is one. */
  @ParameterizedTest
  @CsvSource({"up, 09:00", "up --day 1s, 00:00", "demo, 00:00"})
  void send_hours_are_those_of_the_file_in_real_time_only(String command, String from)
      throws Exception {
    JsonNode policy = written(command.split(" ")).path("policy");
    assertThat(policy.path("sendHours").path("from").asText()).isEqualTo(from);
  }

  private JsonNode written(String... command) throws IOException {
    LocalOptions options = LocalOptions.parse(List.of(command));
    return YAML.readTree(LocalSettings.writeConfig(data, options, List.of()).toFile());
  }
}
