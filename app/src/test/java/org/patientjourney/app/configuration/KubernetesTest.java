package org.patientjourney.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patientjourney.app.configuration.JourneyConfiguration.ProcessRole;
import org.yaml.snakeyaml.Yaml;

/**
 * The manifests of deploy/kubernetes follow the schema of Kubernetes, as the models of its Java
 * client check it, and agree with config.yml and the Dockerfile.
 */
class KubernetesTest {
  private static final Pattern OPTIONS =
      Pattern.compile(
          "-Ddw\\.roles=([A-Z]+) -Ddw\\.server\\.adminConnectors\\[0]\\.bindHost=0\\.0\\.0\\.0");
  private static final Map<String, Class<? extends KubernetesObject>> MODELS =
      Map.of(
          "apps/v1 Deployment", V1Deployment.class,
          "v1 Service", V1Service.class,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class);
  private static final List<KubernetesObject> OBJECTS =
      read(TestConfigurations.file("deploy/kubernetes/engine.yaml"));
  private static final Map<String, String> SETTINGS = settings();

  @Test
  void a_field_that_kubernetes_does_not_have_is_refused() {
    String wrong = "{kind: List, items: [{apiVersion: v1, kind: Service, spec: {prots: []}}]}";
    assertThatThrownBy(() -> read(wrong)).hasMessageContaining("`prots`");
  }

  @Test
  void every_variable_of_config_yml_is_set_and_no_other() {
    assertThat(
            SETTINGS.keySet().stream()
                .filter(name -> name.startsWith("JOURNEY_"))
                .map(name -> name.replaceFirst("_FILE$", "")))
        .containsExactlyInAnyOrderElementsOf(TestConfigurations.variables().keySet());
    assertThat(containers())
        .allSatisfy(
            engine ->
                assertThat(engine.getEnvFrom())
                    .singleElement()
                    .satisfies(
                        from ->
                            assertThat(from.getConfigMapRef().getName())
                                .isEqualTo("journey-settings")));
    assertThat(TestConfigurations.file("deploy/kubernetes/kustomization.yaml"))
        .contains("resources: [engine.yaml]", "name: journey-settings", "envs: [settings.env]");
  }

  @Test
  void config_yml_is_valid_with_the_settings() throws Exception {
    Map<String, String> variables = new TreeMap<>(TestConfigurations.variables());
    SETTINGS.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            variables.replace(name, value);
          }
        });
    assertThat(TestConfigurations.read(TestConfigurations.configYml(), variables).publicBaseUrl())
        .hasToString("https://journey.example.org");
  }

  @Test
  void secrets_are_files_that_are_mounted_for_those_who_read_them() {
    Set<String> files =
        SETTINGS.entrySet().stream()
            .filter(setting -> setting.getKey().endsWith("_FILE"))
            .map(Map.Entry::getValue)
            .collect(Collectors.toSet());
    assertThat(files).hasSize(5).allMatch(file -> file.startsWith("/run/secrets/"));
    assertThat(SETTINGS.keySet())
        .filteredOn(name -> name.matches(".*(PASSWORD|_KEY)"))
        .as("secrets beside the secret")
        .isEmpty();
    for (V1Container engine : containers()) {
      assertThat(mounts(engine)).containsEntry("/run/secrets", "secrets");
      assertThat(mounts(engine)).containsEntry("/etc/journey", "config");
      assertThat(engine.getArgs()).containsExactly("server", "/etc/journey/config.yml");
    }
    assertThat(pods())
        .allSatisfy(
            pod -> {
              assertThat(pod.getVolumes().get(0).getConfigMap().getName())
                  .isEqualTo("journey-config");
              assertThat(pod.getVolumes().get(1).getSecret().getSecretName())
                  .isEqualTo("journey-secrets");
            });
  }

  @Test
  void the_three_deployments_have_all_roles_once_and_open_the_admin_port_to_probes() {
    List<ProcessRole> roles = new ArrayList<>();
    for (V1Deployment deployment : all(V1Deployment.class)) {
      V1Container engine = engine(deployment);
      assertThat(engine.getEnv()).hasSize(1);
      Matcher options = OPTIONS.matcher(engine.getEnv().get(0).getValue());
      assertThat(options.matches()).as(engine.getEnv().toString()).isTrue();
      assertThat(deployment.getMetadata().getName())
          .isEqualTo("journey-" + options.group(1).toLowerCase(Locale.ROOT));
      roles.add(ProcessRole.valueOf(options.group(1)));
    }
    assertThat(roles).containsExactlyInAnyOrder(ProcessRole.values());
  }

  @Test
  void probes_and_ports_are_those_of_the_process() {
    for (V1Container engine : containers()) {
      Map<String, String> ports = new TreeMap<>();
      engine.getPorts().forEach(it -> ports.put(it.getName(), it.getContainerPort().toString()));
      assertThat(ports)
          .isEqualTo(
              Map.of(
                  "http", SETTINGS.get("JOURNEY_PORT"),
                  "admin", SETTINGS.get("JOURNEY_ADMIN_PORT")));
      assertThat(probed(engine.getStartupProbe())).isEqualTo("/ping at admin");
      assertThat(probed(engine.getLivenessProbe())).isEqualTo("/ping at admin");
      assertThat(probed(engine.getReadinessProbe())).isEqualTo("/ready at admin");
    }
    assertThat(all(V1Service.class).get(0).getSpec().getPorts())
        .singleElement()
        .satisfies(port -> assertThat(port.getTargetPort().getStrValue()).isEqualTo("http"));
  }

  @Test
  void every_selector_finds_its_pods_and_no_others() {
    Map<String, Map<String, String>> labels = new TreeMap<>();
    for (V1Deployment deployment : all(V1Deployment.class)) {
      labels.put(
          deployment.getMetadata().getName(),
          deployment.getSpec().getTemplate().getMetadata().getLabels());
      assertThat(deployment.getSpec().getSelector().getMatchLabels())
          .isEqualTo(deployment.getSpec().getTemplate().getMetadata().getLabels());
    }
    assertThat(new HashSet<>(labels.values())).hasSize(3);
    assertThat(all(V1Service.class).get(0).getSpec().getSelector())
        .isEqualTo(labels.get("journey-api"));
    Map<String, String> everyPod = Map.of("app.kubernetes.io/name", "patient-journey");
    assertThat(labels.values())
        .allSatisfy(found -> assertThat(found.entrySet()).containsAll(everyPod.entrySet()));
    assertThat(all(V1PodDisruptionBudget.class).get(0).getSpec().getSelector().getMatchLabels())
        .isEqualTo(everyPod);
    assertThat(all(V1NetworkPolicy.class).get(0).getSpec().getPodSelector().getMatchLabels())
        .isEqualTo(everyPod);
  }

  @Test
  void a_pod_is_neither_root_nor_writable_and_has_time_to_stop() {
    String user = user(TestConfigurations.file("Dockerfile"));
    for (V1PodSpec pod : pods()) {
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getRunAsUser()).hasToString(user);
      assertThat(pod.getEnableServiceLinks()).isFalse();
      assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(40);
      V1Container engine = pod.getContainers().get(0);
      assertThat(engine.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
      assertThat(engine.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(mounts(engine)).containsKey("/tmp");
      assertThat(engine.getResources().getLimits()).containsOnlyKeys("memory");
    }
  }

  @Test
  void the_image_is_the_one_that_compose_builds() {
    assertThat(containers())
        .extracting(V1Container::getImage)
        .allMatch(image -> TestConfigurations.file("docker-compose.yml").contains(image + "\n"));
  }

  private static String user(String dockerfile) {
    Matcher user = Pattern.compile("(?m)^USER (\\d+)").matcher(dockerfile);
    assertThat(user.find()).isTrue();
    return user.group(1);
  }

  private static String probed(V1Probe probe) {
    return probe.getHttpGet().getPath() + " at " + probe.getHttpGet().getPort().getStrValue();
  }

  private static Map<String, String> mounts(V1Container engine) {
    return engine.getVolumeMounts().stream()
        .collect(Collectors.toMap(it -> it.getMountPath(), it -> it.getName()));
  }

  private static V1Container engine(V1Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
  }

  private static List<V1Container> containers() {
    return all(V1Deployment.class).stream().map(KubernetesTest::engine).toList();
  }

  private static List<V1PodSpec> pods() {
    return all(V1Deployment.class).stream()
        .map(deployment -> deployment.getSpec().getTemplate().getSpec())
        .toList();
  }

  private static <T> List<T> all(Class<T> model) {
    List<T> found = OBJECTS.stream().filter(model::isInstance).map(model::cast).toList();
    assertThat(found).as(model.getSimpleName()).isNotEmpty();
    return found;
  }

  private static Map<String, String> settings() {
    return TestConfigurations.file("deploy/kubernetes/settings.env")
        .lines()
        .filter(line -> line.matches("[A-Z_]+=.*"))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(words -> words[0], words -> words[1]));
  }

  /**
   * Fails at a field that its model does not have, at one of another type, and at a missing one.
   */
  private static List<KubernetesObject> read(String manifest) {
    Map<String, List<Map<String, Object>>> list = new Yaml().load(manifest);
    List<KubernetesObject> objects = new ArrayList<>();
    for (Map<String, Object> item : Objects.requireNonNull(list.get("items"))) {
      Class<? extends KubernetesObject> model =
          MODELS.get(item.get("apiVersion") + " " + item.get("kind"));
      assertThat(model).as("model of " + item.get("kind")).isNotNull();
      try {
        objects.add(JSON.deserialize(new ObjectMapper().writeValueAsString(item), model));
      } catch (JsonProcessingException e) {
        throw new AssertionError("expected JSON", e);
      }
    }
    return objects;
  }
}
