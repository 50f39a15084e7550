package org.patientjourney.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Weeks in seconds: the demo's links die while it is told. Only a story about dead links may wait
 * so long. The grace is longer than a late delivery needs to reach a journey that was opened again.
 */
final class DemoPolicy {
  private static final YAMLMapper YAML = new YAMLMapper();

  private DemoPolicy() {}

  /** Rewrites the policy of a {@code config.yml}. */
  static void write(Path config) throws IOException {
    ObjectNode content = (ObjectNode) YAML.readTree(Files.readString(config));
    ObjectNode policy = content.withObject("policy");
    policy.put("linkLifetime", "6s").put("linkGrace", "6s").putArray("reminders");
    Files.writeString(config, YAML.writeValueAsString(content));
  }
}
