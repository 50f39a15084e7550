package org.patientjourney.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.patientjourney.app.configuration.JourneyConfiguration.ProcessRole;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml, Dockerfile and .env.example agree with each other and with config.yml. */
class ComposeTest {
  private static final String FILE = TestConfigurations.file("docker-compose.yml");
  private static final String DOCKERFILE = TestConfigurations.file("Dockerfile");
  private static final Map<String, Object> COMPOSE = new Yaml().load(FILE);
  private static final List<String> ROLES = List.of("api", "relay", "worker");

  @Test
  void every_variable_of_config_yml_is_set_for_each_role_and_no_other() {
    for (String role : ROLES) {
      Set<String> names =
          environment(role).keySet().stream()
              .filter(name -> name.startsWith("JOURNEY_"))
              .map(name -> name.replaceFirst("_FILE$", ""))
              .collect(Collectors.toSet());
      assertThat(names).as(role).isEqualTo(TestConfigurations.variables().keySet());
    }
  }

  @Test
  void config_yml_is_valid_with_the_values_of_env_example() throws Exception {
    Map<String, String> example = example();
    Map<String, String> variables = new TreeMap<>(TestConfigurations.variables());
    environment("api")
        .forEach(
            (name, value) -> {
              String filled = value.startsWith("${") ? example.get(inner(value)) : value;
              if (variables.containsKey(name) && !Objects.toString(filled, "").isEmpty()) {
                variables.put(name, filled);
              }
            });
    JourneyConfiguration configuration =
        TestConfigurations.read(TestConfigurations.configYml(), variables);
    assertThat(configuration.publicBaseUrl()).hasToString("http://api:8080");
    assertThat(configuration.database().url()).contains("//postgresql:5432/");
  }

  @Test
  void env_example_has_every_setting_of_the_file_and_no_other() {
    assertThat(example().keySet()).isEqualTo(found(FILE, "\\$\\{([A-Z_]+)}"));
  }

  @Test
  void every_secret_is_made_by_the_script_and_given_to_those_who_read_it() {
    Set<String> declared = map(COMPOSE.get("secrets")).keySet();
    assertThat(found(TestConfigurations.file("deploy/secrets.sh"), "([a-z_]+_(?:password|key))\\b"))
        .isEqualTo(declared);
    map(COMPOSE.get("services"))
        .forEach(
            (name, service) ->
                assertThat(found(service.toString(), "/run/secrets/([a-z_]+)"))
                    .as(name)
                    .isSubsetOf(strings(map(service).getOrDefault("secrets", List.of()))));
  }

  @Test
  void every_image_is_pinned() {
    Stream<String> images =
        map(COMPOSE.get("services")).values().stream()
            .map(it -> String.valueOf(map(it).get("image")));
    Stream<String> bases = found(DOCKERFILE, "(?m)^FROM (docker\\.io/\\S+)").stream();
    assertThat(Stream.concat(images, bases))
        .allSatisfy(image -> assertThat(image).matches(".+:\\d+\\.\\d+\\S*"));
  }

  @Test
  void the_three_processes_have_all_roles_once() {
    assertThat(
            ROLES.stream()
                .map(role -> environment(role).get("JDK_JAVA_OPTIONS"))
                .map(options -> options.replace("-Ddw.roles=", ""))
                .map(ProcessRole::valueOf))
        .containsExactlyInAnyOrder(ProcessRole.values());
  }

  @Test
  void ports_are_published_to_this_machine_only_and_match_the_process() {
    List<String> published = new ArrayList<>();
    map(COMPOSE.get("services"))
        .values()
        .forEach(it -> published.addAll(strings(map(it).getOrDefault("ports", List.of()))));
    assertThat(published).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
    String port = environment("api").get("JOURNEY_PORT");
    assertThat(strings(service("api").get("ports"))).containsExactly("127.0.0.1:8080:" + port);
    assertThat(found(DOCKERFILE, "(?m)^EXPOSE (\\d+)")).contains(port);
  }

  @Test
  void our_containers_are_neither_root_nor_writable() {
    assertThat(found(DOCKERFILE, "(?m)^USER (\\d+)")).containsExactly("10001");
    for (String name : List.of("api", "relay", "worker", "sandbox")) {
      assertThat(service(name).get("read_only")).as(name).isEqualTo(true);
      assertThat(service(name).get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
    }
  }

  @Test
  void nothing_can_be_changed_in_the_temporal_ui() {
    assertThat(environment("temporal-ui")).containsEntry("TEMPORAL_DISABLE_WRITE_ACTIONS", "true");
  }

  private static Map<String, Object> service(String name) {
    return map(map(COMPOSE.get("services")).get(name));
  }

  private static Map<String, String> environment(String service) {
    Map<String, String> environment = new TreeMap<>();
    map(service(service).get("environment"))
        .forEach((name, value) -> environment.put(name, value.toString()));
    return environment;
  }

  private static Map<String, String> example() {
    return TestConfigurations.file(".env.example")
        .lines()
        .filter(line -> line.matches("[A-Z_]+=.*"))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(words -> words[0], words -> words[1], (a, b) -> b, TreeMap::new));
  }

  private static String inner(String variable) {
    return variable.substring(2, variable.length() - 1);
  }

  private static Set<String> found(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @SuppressWarnings("unchecked") // YAML has no other keys here
  private static Map<String, Object> map(@Nullable Object node) {
    return (Map<String, Object>) Objects.requireNonNull(node);
  }

  private static List<String> strings(@Nullable Object list) {
    return ((List<?>) Objects.requireNonNull(list)).stream().map(Object::toString).toList();
  }
}
