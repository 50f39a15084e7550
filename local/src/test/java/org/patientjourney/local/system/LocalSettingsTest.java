package org.patientjourney.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.options.LocalOptions;

/** A clinic that was added to config.yml; its key is in the environment of the tests. */
class LocalSettingsTest {
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
}
