package org.patientjourney.local;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.patientjourney.local.system.LocalSettings;

/** {@code config.yml} with a few values changed, for a test that cannot wait as production does. */
public final class TestConfig {
  private static final YAMLMapper YAML = new YAMLMapper();

  private TestConfig() {}

  /** Writes a copy of the root's {@code config.yml}; returns where. */
  public static Path copy(Path folder, Map<String, Object> values) throws IOException {
    Path source = BuiltFiles.root().resolve("config.yml");
    Path target = Files.createDirectories(folder).resolve("changed-config.yml");
    Files.writeString(target, Files.readString(source));
    return change(target, values);
  }

  /** Adds clinics to a file, each like juniper or, when its name begins so, like cedar. */
  public static Path addClinics(Path file, List<String> clinics) throws IOException {
    JsonNode config = YAML.readTree(Files.readString(file));
    ObjectNode configured = (ObjectNode) config.path("clinics");
    for (String clinic : clinics) {
      ObjectNode like =
          configured.withObject(clinic.startsWith("cedar-") ? "cedar" : "juniper").deepCopy();
      configured.set(clinic, like.put("apiKey", LocalSettings.clinicKey(clinic)));
    }
    return Files.writeString(file, YAML.writeValueAsString(config));
  }

  /**
   * Changes values in a file.
   *
   * @param values by their JSON pointers; each must be there already
   */
  public static Path change(Path file, Map<String, Object> values) throws IOException {
    JsonNode config = YAML.readTree(Files.readString(file));
    for (Map.Entry<String, Object> value : values.entrySet()) {
      JsonPointer pointer = JsonPointer.compile(value.getKey());
      if (config.at(pointer).isMissingNode()) {
        throw new IllegalArgumentException("expected " + pointer + " in " + file);
      }
      ObjectNode parent = (ObjectNode) config.at(pointer.head());
      parent.putPOJO(pointer.last().getMatchingProperty(), value.getValue());
    }
    Files.writeString(file, YAML.writeValueAsString(config));
    return file;
  }
}
