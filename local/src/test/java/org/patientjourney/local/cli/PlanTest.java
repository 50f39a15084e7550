package org.patientjourney.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.Sets;
import io.dropwizard.core.setup.Bootstrap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.app.JourneyApplication;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.order.OrderReader;
import org.patientjourney.app.order.OrderRules;
import org.patientjourney.app.worker.ClusterEngine;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.local.cli.Plan.Store;
import org.patientjourney.local.cli.Plan.Treatment;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/** What a plan writes is taken by the engine. */
class PlanTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  @TempDir private Path folder;

  private String yaml = "";

  /** Plans of the same treatments have the same catalogue: one configuration checks them all. */
  @Test
  void every_plan_is_a_configuration_that_takes_its_sample_order() throws Exception {
    Bootstrap<JourneyConfiguration> bootstrap = bootstrap();
    int plans = 0;
    for (List<Plan> alike :
        plans().stream().collect(Collectors.groupingBy(Plan::treatments)).values()) {
      ObjectNode config = (ObjectNode) YAML.readTree(Files.readString(BuiltFiles.config()));
      ArrayNode catalogue = (ArrayNode) config.path("catalogue");
      for (Plan plan : alike) {
        JsonNode fragment = YAML.readTree(plan.fragment());
        config
            .withObject("clinics")
            .set("plan-" + alike.indexOf(plan), fragment.path("clinics").path("my-clinic"));
        if (plan.equals(alike.get(0))) {
          catalogue.addAll((ArrayNode) fragment.path("catalogue"));
        }
      }
      yaml = config.toString();
      JourneyConfiguration read =
          bootstrap
              .getConfigurationFactoryFactory()
              .create(
                  JourneyConfiguration.class,
                  bootstrap.getValidatorFactory().getValidator(),
                  bootstrap.getObjectMapper(),
                  "dw")
              .build(bootstrap.getConfigurationSourceProvider(), "config.yml");
      Instant now = Instant.parse("2026-11-28T12:00:00Z");
      OrderReader reader =
          new OrderReader(OrderRules.of(read, () -> now), (clinic, order) -> Optional.empty());
      for (Plan plan : alike) {
        String order = plan.order().replace("my-clinic", "plan-" + alike.indexOf(plan));
        assertThat(reader.read(order.getBytes(UTF_8), null).exams())
            .hasSize(plan.treatments().size());
        assertThat(plan.checklist()).contains("- [ ] ");
        plans++;
      }
    }
    assertThat(plans).isEqualTo(15 * 2 * 4 * 2 * 3);
  }

  @Test
  void options_answer_what_is_not_asked_then_and_a_wrong_answer_is_asked_again() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        PlanCommand.run(
            List.of(
                "--out", folder.toString(), "--treatments", "good-faith,glp1", "--store", "none"),
            new StringReader("pharmacy\nclinic\npartner\nown\n"),
            new PrintStream(out, true, UTF_8));
    assertThat(code).isZero();
    assertThat(out.toString(UTF_8))
        .contains("expected of provider, clinic, found 'pharmacy'")
        .doesNotContain("Which kinds of treatment", "Which store");
    assertThat(Files.readString(folder.resolve("config-fragment.yml")))
        .contains("patientContact: CLINIC", "followUpExam: 9005");
    assertThat(Files.readString(folder.resolve("order.json"))).contains("\"partner\"", "answers");
    assertThat(Files.readString(folder.resolve("checklist.md"))).contains("automatic invites off");
  }

  @Test
  void what_cannot_be_read_is_refused_and_no_file_is_overwritten() throws Exception {
    List<String> all =
        List.of(
            "--out",
            folder.toString(),
            "--treatments",
            "good-faith",
            "--contact",
            "provider",
            "--intake-form",
            "provider",
            "--store",
            "shopify");
    assertThat(run(all)).isZero();
    assertThatThrownBy(() -> run(all)).hasMessageContaining("expected no file");
    List<String> wrong = new ArrayList<>(all);
    wrong.set(3, "dental");
    assertThatThrownBy(() -> run(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("good-faith, prescription, glp1, urgent-care, found 'dental'");
    assertThatThrownBy(() -> run(List.of("--treatments", "glp1")))
        .hasMessageContaining("found the end of the input");
  }

  private static int run(List<String> words) throws IOException {
    return PlanCommand.run(
        words, new StringReader(""), new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
  }

  private static List<Plan> plans() {
    List<Plan> plans = new ArrayList<>();
    for (Set<Treatment> treatments : Sets.powerSet(EnumSet.allOf(Treatment.class))) {
      if (treatments.isEmpty()) {
        continue;
      }
      for (PatientContact contact : PatientContact.values()) {
        for (Route pharmacy : Route.values()) {
          for (Store store : Store.values()) {
            plans.add(new Plan(treatments, contact, pharmacy, true, store));
            plans.add(new Plan(treatments, contact, pharmacy, false, store));
          }
        }
      }
    }
    return plans;
  }

  private Bootstrap<JourneyConfiguration> bootstrap() {
    Map<String, String> variables =
        Map.of(
            "JOURNEY_MODE", "TEST",
            "JOURNEY_PUBLIC_BASE_URL", "https://journey.example.org",
            "JOURNEY_DATABASE_URL", "jdbc:postgresql://db.example.org:5432/journey",
            "JOURNEY_ENCRYPTION_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "JOURNEY_PROVIDER_URL", "https://provider.example.org",
            "JOURNEY_PROVIDER_ANSWER_TIMEOUT", "60s",
            "JOURNEY_TEMPORAL_UI", "",
            "JOURNEY_LOG_FORMAT", "text",
            "JOURNEY_REQUEST_LOG_LEVEL", "INFO");
    JourneyApplication application =
        new JourneyApplication(
            new ClusterEngine(Map.of()), name -> variables.getOrDefault(name, otherwise(name)));
    Bootstrap<JourneyConfiguration> bootstrap = new Bootstrap<>(application);
    bootstrap.setConfigurationSourceProvider(
        path -> new ByteArrayInputStream(yaml.getBytes(UTF_8)));
    application.initialize(bootstrap);
    return bootstrap;
  }

  /** Ports are numbers, hashes differ, all else is some text. */
  private static String otherwise(String name) {
    if (name.endsWith("_PORT")) {
      return "8080";
    }
    return name.endsWith("_HASH")
        ? "%064x".formatted(Math.abs((long) name.hashCode()))
        : "a-value-of-" + name.toLowerCase(java.util.Locale.ROOT);
  }
}
