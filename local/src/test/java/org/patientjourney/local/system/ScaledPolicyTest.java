package org.patientjourney.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.BuiltFiles;

class ScaledPolicyTest {
  @TempDir private Path data;

  @Test
  void days_are_scaled_and_hours_stay() throws Exception {
    BuiltFiles.prepare();
    Path config = LocalSettings.writeConfig(data, "api", List.of());
    ScaledPolicy.write(config, Duration.ofSeconds(1));

    JsonNode content = new YAMLMapper().readTree(config.toFile());
    JsonNode policy = content.path("policy");
    assertThat(policy.path("linkLifetime").asText()).isEqualTo("30000ms");
    assertThat(policy.path("linkGrace").asText()).isEqualTo("7000ms");
    assertThat(policy.path("redeliveryWindow").asText()).isEqualTo("1000ms");
    assertThat(policy.path("inviteOverdue").asText()).isEqualTo("1h");
    assertThat(content.path("relay").path("lease").asText()).isEqualTo("5s");
  }

  @Test
  void lists_of_durations_are_scaled_and_other_values_are_kept() throws Exception {
    Path config = data.resolve("config.yml");
    Files.writeString(config, "policy: {waits: [3d, 10d, 2h], wanted: true}");
    ScaledPolicy.write(config, Duration.ofMillis(100));

    JsonNode policy = new YAMLMapper().readTree(config.toFile()).path("policy");
    assertThat(policy.path("waits"))
        .extracting(JsonNode::asText)
        .containsExactly("300ms", "1000ms", "2h");
    assertThat(policy.path("wanted").asBoolean()).isTrue();
  }
}
