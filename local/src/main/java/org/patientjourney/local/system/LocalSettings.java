package org.patientjourney.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patientjourney.app.configuration.VariableSourceProvider;
import org.patientjourney.local.engine.Ports;

/** {@code config.yml} on a laptop: the values of its {@code ${NAME}}, its clinics and policy. */
public final class LocalSettings {
  /** System property: where config.yml is, set by the launcher and the build. */
  public static final String CONFIG_FILE = "journey.config";

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern DAYS = Pattern.compile("([0-9]+)d");
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
    Map<String, String> variables = environment();
    Map<String, String> clinics = new TreeMap<>();
    try (InputStream filled =
        new VariableSourceProvider(
                new FileConfigurationSourceProvider(), name -> variables.getOrDefault(name, ""))
            .open(source().toString())) {
      for (Map.Entry<String, JsonNode> clinic :
          YAML.readTree(filled).path("clinics").properties()) {
        clinics.put(clinic.getValue().path("apiKey").asText(), clinic.getKey());
      }
    }
    // A clinic whose key is missing: the engine reports it when it reads the file.
    clinics.remove("");
    moreClinics.forEach(clinic -> clinics.put(clinicKey(clinic), clinic));
    return clinics;
  }

  /** The values set here, and the environment for all others. */
  public static Map<String, String> variables(
      LocalOptions options, LocalKeys keys, String databaseUrl, URI provider, Ports ports) {
    Map<String, String> variables = environment();
    variables.put("JOURNEY_MODE", "TEST");
    variables.put("JOURNEY_PUBLIC_BASE_URL", "http://127.0.0.1:" + ports.application());
    variables.put("JOURNEY_BIND_HOST", "127.0.0.1");
    variables.put("JOURNEY_PORT", Integer.toString(ports.application()));
    variables.put("JOURNEY_ADMIN_PORT", Integer.toString(ports.admin()));
    variables.put("JOURNEY_REQUEST_LOG_LEVEL", "INFO");
    variables.put("JOURNEY_LOG_FORMAT", "text");
    variables.put("JOURNEY_TEMPORAL_UI", "");
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
   * like cedar, and logging into a file. Stories and an engine of short days run at any hour: every
   * hour is then a send hour.
   */
  public static Path writeConfig(Path data, LocalOptions options, List<String> moreClinics)
      throws IOException {
    ObjectNode config = (ObjectNode) YAML.readTree(Files.readString(source()));
    ObjectNode clinics = config.withObject("clinics");
    for (String clinic : moreClinics) {
      String model = clinic.startsWith("cedar-") ? "cedar" : "juniper";
      ObjectNode like = clinics.withObject(model).deepCopy();
      clinics.set(clinic, like.put("apiKey", clinicKey(clinic)));
    }
    // An operator is watching: missing runs are reported soon.
    config.withObject("sweep").put("interval", "5s").put("reconcileInterval", "10s");
    // A laptop has more waiting journeys than threads to spare.
    config.withObject("worker").put("cachedRuns", 16);
    // The sandbox has no limit, and the embedded engine knows none; the bench's file says more.
    ObjectNode provider = config.withObject("provider");
    provider.put("callsPerSecond", Math.max(50, provider.path("callsPerSecond").asInt()));
    ArrayNode roles = config.putArray("roles");
    for (String role : options.roles().split(",", -1)) {
      roles.add(role.toUpperCase(Locale.ROOT));
    }
    ((ObjectNode) config.at("/logging/appenders/0"))
        .put("type", "file")
        .put("currentLogFilename", data.resolve("journey.log").toString())
        .put("archive", false);
    options
        .day()
        .ifPresent(
            day -> config.set("policy", scaled(config.path("policy"), day.toJavaDuration())));
    if (options.day().isPresent() || options.isDemo()) {
      config
          .withObject("policy")
          .withObject("sendHours")
          .put("from", LocalTime.MIN.toString())
          .put("until", LocalTime.MAX.toString());
    }
    Path target = data.resolve("config.yml");
    Files.writeString(target, YAML.writeValueAsString(config));
    return target;
  }

  /** Waits in days take that long for each day; waits in hours or less stay. */
  static JsonNode scaled(JsonNode wait, Duration day) {
    if (wait instanceof ObjectNode waits) {
      waits.properties().forEach(one -> one.setValue(scaled(one.getValue(), day)));
    } else if (wait instanceof ArrayNode waits) {
      for (int i = 0; i < waits.size(); i++) {
        waits.set(i, scaled(waits.get(i), day));
      }
    }
    Matcher days = DAYS.matcher(wait.asText());
    return days.matches()
        ? TextNode.valueOf(day.multipliedBy(Long.parseLong(days.group(1))).toMillis() + "ms")
        : wait;
  }

  private static Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>(System.getenv());
    variables.putAll(CLINIC_KEYS);
    return variables;
  }

  private static Path source() {
    return Path.of(System.getProperty(CONFIG_FILE, "config.yml"));
  }
}
