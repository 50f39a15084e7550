package org.patientjourney.local.system;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.patientjourney.app.configuration.VariableSourceProvider;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.options.LocalOptions;

/** The values of {@code ${NAME}} in {@code config.yml} on a laptop, and its clinics. */
public final class LocalSettings {
  /** System property: where config.yml is, set by the launcher and the build. */
  public static final String CONFIG_FILE = "journey.config";

  private static final Map<String, String> CLINIC_KEYS =
      Map.of(
          "JOURNEY_CLINIC_JUNIPER_KEY", clinicKey("juniper"),
          "JOURNEY_CLINIC_CEDAR_KEY", clinicKey("cedar"));

  private LocalSettings() {}

  /** The fictional account key of a clinic at the sandbox. */
  public static String clinicKey(String clinic) {
    return "local-key-of-" + clinic;
  }

  /** The accounts at the sandbox: of the clinics in {@code config.yml}, and of more. */
  public static Map<String, String> clinicByKey(List<String> moreClinics) throws IOException {
    Map<String, String> variables = new TreeMap<>(System.getenv());
    variables.putAll(CLINIC_KEYS);
    Map<String, String> clinics = new TreeMap<>();
    try (InputStream filled =
        new VariableSourceProvider(
                new FileConfigurationSourceProvider(), name -> variables.getOrDefault(name, ""))
            .open(source().toString())) {
      new YAMLMapper()
          .readTree(filled)
          .path("clinics")
          .properties()
          .forEach(
              clinic -> clinics.put(clinic.getValue().path("apiKey").asText(), clinic.getKey()));
    }
    // A clinic whose key is missing: the engine reports it when it reads the file.
    clinics.remove("");
    moreClinics.forEach(clinic -> clinics.put(clinicKey(clinic), clinic));
    return clinics;
  }

  /** The values set here, and the environment for all others. */
  public static Map<String, String> variables(
      LocalOptions options, LocalKeys keys, String databaseUrl, URI provider, Ports ports) {
    Map<String, String> variables = new TreeMap<>(System.getenv());
    variables.putAll(CLINIC_KEYS);
    variables.put("JOURNEY_MODE", "TEST");
    variables.put("JOURNEY_PUBLIC_BASE_URL", "http://127.0.0.1:" + ports.application());
    variables.put("JOURNEY_BIND_HOST", "127.0.0.1");
    variables.put("JOURNEY_PORT", Integer.toString(ports.application()));
    variables.put("JOURNEY_ADMIN_PORT", Integer.toString(ports.admin()));
    variables.put("JOURNEY_REQUEST_LOG_LEVEL", "INFO");
    variables.put("JOURNEY_LOG_FORMAT", "text");
    variables.put("JOURNEY_DATABASE_URL", databaseUrl);
    variables.put("JOURNEY_DATABASE_USER", EmbeddedDatabase.APPLICATION);
    variables.put("JOURNEY_DATABASE_PASSWORD", "");
    variables.put("JOURNEY_MIGRATOR_USER", EmbeddedDatabase.MIGRATOR);
    variables.put("JOURNEY_MIGRATOR_PASSWORD", "");
    variables.put("JOURNEY_ENCRYPTION_KEY", keys.encryption());
    variables.put("JOURNEY_BACKEND_KEY_HASH", LocalKeys.hash(keys.backend()));
    variables.put("JOURNEY_OPERATIONS_KEY_HASH", LocalKeys.hash(keys.operations()));
    variables.put("JOURNEY_COMPLIANCE_KEY_HASH", LocalKeys.hash(keys.compliance()));
    variables.put("JOURNEY_CARE_KEY_HASH", LocalKeys.hash(keys.care()));
    variables.put("JOURNEY_DISPENSING_KEY_HASH", LocalKeys.hash(keys.dispensing()));
    variables.put("JOURNEY_PROVIDER_URL", provider.toString());
    variables.put("JOURNEY_PROVIDER_ANSWER_TIMEOUT", options.answerTimeout());
    return variables;
  }

  /**
   * Writes {@code config.yml} with more clinics, each like juniper or, when its name begins so,
   * like cedar, and logging into a file.
   */
  public static Path writeConfig(Path data, String roles, List<String> moreClinics)
      throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    ObjectNode config = (ObjectNode) yaml.readTree(Files.readString(source()));
    ObjectNode clinics = config.withObject("clinics");
    for (String clinic : moreClinics) {
      String model = clinic.startsWith("cedar-") ? "cedar" : "juniper";
      ObjectNode like = clinics.withObject(model).deepCopy();
      like.put("apiKey", clinicKey(clinic));
      clinics.set(clinic, like);
    }
    // An operator is watching: missing runs are reported soon.
    config.withObject("sweep").put("interval", "5s").put("reconcileInterval", "10s");
    // A laptop has more waiting journeys than threads, and fewer processors than tasks.
    config.withObject("database").put("maximumConnections", 12);
    config.withObject("worker").put("cachedRuns", 16);
    ArrayNode wantedRoles = config.putArray("roles");
    for (String role : roles.split(",", -1)) {
      wantedRoles.add(role.toUpperCase(Locale.ROOT));
    }
    ((ObjectNode) config.at("/logging/appenders/0"))
        .put("type", "file")
        .put("currentLogFilename", data.resolve("journey.log").toString())
        .put("archive", false);
    Path target = data.resolve("config.yml");
    Files.writeString(target, yaml.writeValueAsString(config));
    return target;
  }

  private static Path source() {
    return Path.of(System.getProperty(CONFIG_FILE, "config.yml"));
  }
}
