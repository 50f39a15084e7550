package org.patientjourney.app.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.uber.m3.tally.Scope;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.patientjourney.app.JourneyApplication;
import org.patientjourney.app.worker.Engine;

/** The config.yml of this repository, read as the application reads it. */
public final class TestConfigurations {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static final Source SOURCE = new Source();
  private static final Bootstrap<JourneyConfiguration> BOOTSTRAP = bootstrap();

  /** One for all: Jackson writes classes anew for each. */
  private static final ConfigurationFactory<JourneyConfiguration> FACTORY =
      BOOTSTRAP
          .getConfigurationFactoryFactory()
          .create(
              JourneyConfiguration.class,
              BOOTSTRAP.getValidatorFactory().getValidator(),
              BOOTSTRAP.getObjectMapper(),
              "dw");

  private TestConfigurations() {}

  /** A value for each variable of config.yml. */
  public static Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    variables.put("JOURNEY_MODE", "TEST");
    variables.put("JOURNEY_PUBLIC_BASE_URL", "https://journey.example.org");
    variables.put("JOURNEY_DATABASE_URL", "jdbc:postgresql://db.example.org:5432/journey");
    variables.put("JOURNEY_DATABASE_USER", "journey_app");
    variables.put("JOURNEY_DATABASE_PASSWORD", "app-secret");
    variables.put("JOURNEY_MIGRATOR_USER", "journey_owner");
    variables.put("JOURNEY_MIGRATOR_PASSWORD", "owner-secret");
    variables.put("JOURNEY_ENCRYPTION_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    variables.put("JOURNEY_BACKEND_KEY_HASH", HASH);
    variables.put("JOURNEY_OPERATIONS_KEY_HASH", HASH.replace('0', 'f'));
    variables.put("JOURNEY_COMPLIANCE_KEY_HASH", HASH.replace('0', 'e'));
    variables.put("JOURNEY_CARE_KEY_HASH", HASH.replace('0', 'd'));
    variables.put("JOURNEY_DISPENSING_KEY_HASH", HASH.replace('0', 'c'));
    variables.put("JOURNEY_PROVIDER_URL", "https://provider.example.org");
    variables.put("JOURNEY_PROVIDER_ANSWER_TIMEOUT", "60s");
    variables.put("JOURNEY_CLINIC_JUNIPER_KEY", "juniper-secret");
    variables.put("JOURNEY_CLINIC_CEDAR_KEY", "cedar-secret");
    variables.put("JOURNEY_BIND_HOST", "127.0.0.1");
    variables.put("JOURNEY_PORT", "8080");
    variables.put("JOURNEY_ADMIN_PORT", "8081");
    variables.put("JOURNEY_REQUEST_LOG_LEVEL", "INFO");
    variables.put("JOURNEY_LOG_FORMAT", "json");
    variables.put("JOURNEY_TEMPORAL_UI", "https://temporal.example.org/namespaces/default");
    return variables;
  }

  /** The text of a file of the repository, which lies somewhere above the module. */
  public static String file(String path) {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(path);
      if (Files.exists(folder.resolve("config.yml")) && Files.exists(file)) {
        return text(file);
      }
    }
    throw new AssertionError("expected " + path + " beside config.yml above this module");
  }

  /** Without the lines that are comments. */
  static String configYml() {
    return file("config.yml")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.joining("\n"));
  }

  /** As a tree, variables left as they stand. */
  public static ObjectNode tree() {
    try {
      return (ObjectNode) new YAMLMapper().readTree(configYml());
    } catch (IOException e) {
      throw new AssertionError("config.yml is not YAML", e);
    }
  }

  static JourneyConfiguration read(String yaml) throws IOException, ConfigurationException {
    return read(yaml, variables());
  }

  /** JSON is YAML. */
  static JourneyConfiguration read(ObjectNode tree) throws IOException, ConfigurationException {
    return read(tree.toString());
  }

  public static JourneyConfiguration read(String yaml, Map<String, String> variables)
      throws IOException, ConfigurationException {
    SOURCE.variables = variables;
    SOURCE.yaml = yaml;
    return FACTORY.build(BOOTSTRAP.getConfigurationSourceProvider(), "config.yml");
  }

  /** As the engine's answers are written. */
  public static ObjectMapper mapper() {
    return BOOTSTRAP.getObjectMapper();
  }

  /** Made once, because it is slow. */
  private static Bootstrap<JourneyConfiguration> bootstrap() {
    JourneyApplication application =
        new JourneyApplication(new NoEngine(), name -> SOURCE.variables.get(name));
    Bootstrap<JourneyConfiguration> bootstrap = new Bootstrap<>(application);
    bootstrap.setConfigurationSourceProvider(
        path -> new ByteArrayInputStream(SOURCE.yaml.getBytes(UTF_8)));
    application.initialize(bootstrap);
    return bootstrap;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }

  /** What is read next. */
  private static final class Source {
    private String yaml = "";
    private Map<String, String> variables = Map.of();
  }

  /** Reading a configuration connects to nothing. */
  private static final class NoEngine implements Engine {
    @Override
    public WorkflowServiceStubs stubs(Scope metrics) {
      throw new UnsupportedOperationException("no engine here");
    }

    @Override
    public WorkflowClientOptions.Builder clientOptions() {
      throw new UnsupportedOperationException("no engine here");
    }

    @Override
    public boolean forgetsRuns() {
      throw new UnsupportedOperationException("no engine here");
    }
  }
}
