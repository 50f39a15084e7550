package org.patientjourney.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.JsonEdit.without;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.util.Duration;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.followup.FollowUpPolicy;
import org.patientjourney.app.access.MaskedRequestLogFactory;
import org.patientjourney.app.configuration.ClinicConfiguration.DuplicateOrders;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.configuration.JourneyConfiguration.ProcessRole;
import org.patientjourney.app.configuration.JourneyConfiguration.UnservedStates;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.SendHours;

/** The repository's config.yml says what the records and the defaults say. */
class JourneyConfigurationTest {
  private final JourneyConfiguration configuration;

  JourneyConfigurationTest() throws IOException, ConfigurationException {
    configuration = TestConfigurations.read(TestConfigurations.configYml());
  }

  @Test
  void config_yml_is_read_as_it_lies_in_the_repository()
      throws IOException, ConfigurationException {
    assertThat(TestConfigurations.read(TestConfigurations.file("config.yml")).mode())
        .isEqualTo(Mode.TEST);
  }

  @Test
  void every_setting_of_config_yml_is_read() {
    assertThat(configuration.mode()).isEqualTo(Mode.TEST);
    assertThat(configuration.roles()).isEqualTo(Set.of(ProcessRole.values()));
    assertThat(configuration.publicBaseUrl()).isEqualTo(URI.create("https://journey.example.org"));
    assertThat(configuration.database().application().password()).isEqualTo("app-secret");
    assertThat(configuration.database().migrator().user()).isEqualTo("journey_owner");
    assertThat(configuration.database().maximumConnections()).isEqualTo(20);
    assertThat(configuration.encryption().toKeys().activeKeyId()).isEqualTo("k1");
    assertThat(configuration.provider().answerTimeout().toJavaDuration()).hasSeconds(60);
    assertThat(configuration.provider().connectTimeout())
        .isEqualTo(
            Duration.parse(TestConfigurations.tree().at("/provider/connectTimeout").textValue()));
    assertThat(configuration.provider().callsPerSecond()).isEqualTo(2);
    assertThat(configuration.unservedStates())
        .isEqualTo(new UnservedStates(LocalDate.of(2026, 6, 24), Set.of("AL", "MS")));
  }

  @Test
  void in_test_mode_the_stand_in_may_serve_pdfs_too() {
    assertThat(configuration.testOrigin()).isEqualTo(configuration.provider().baseUrl());
  }

  @Test
  void clinics_and_exams_are_read_entry_by_entry() {
    ClinicId cedar = new ClinicId("cedar");
    assertThat(configuration.clinics())
        .containsOnlyKeys(new ClinicId("juniper"), cedar)
        .containsEntry(
            cedar,
            new ClinicConfiguration(
                "cedar-secret",
                PatientContact.CLINIC,
                ZoneId.of("America/New_York"),
                DuplicateOrders.ACCEPT,
                List.of(),
                List.of(),
                Set.of()));
    assertThat(configuration.catalogue())
        .extracting(CatalogueEntry::examId)
        .containsExactlyElementsOf(
            Stream.of(5101, 5102, 5204, 5205, 5309, 5400).map(ExamId::new).toList());
    assertThat(configuration.catalogue().get(2).kind()).isEqualTo(ExamKind.PRESCRIPTION);
    assertThat(configuration.catalogue().get(2).glp1()).isTrue();
    assertThat(configuration.catalogue().get(2).followUpExam()).isEqualTo(new ExamId(5205));
  }

  @Test
  void keys_are_read_entry_by_entry() throws IOException, ConfigurationException {
    assertThat(configuration.access().keys())
        .extracting(key -> key.name() + " " + key.role() + " " + key.clinic())
        .containsExactly(
            "backend BACKEND null",
            "operations OPERATIONS null",
            "compliance COMPLIANCE null",
            "care CARE null",
            "dispensing DISPENSING null");
    assertThat(configuration.access().keys().get(0).hash()).startsWith("0123");
    assertThat(
            TestConfigurations.read(
                    with(TestConfigurations.tree(), "/access/keys/3/clinic", "cedar"))
                .access()
                .keys()
                .get(3)
                .clinic())
        .isEqualTo(new ClinicId("cedar"));
  }

  @Test
  void the_request_log_of_config_yml_is_the_masked_one() {
    assertThat(configuration.getServerFactory())
        .isInstanceOfSatisfying(
            DefaultServerFactory.class,
            server -> {
              assertThat(server.getRequestLogFactory()).isInstanceOf(MaskedRequestLogFactory.class);
              assertThat(server.getRegisterDefaultExceptionMappers()).isFalse();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/policy", "/relay", "/roles", "/mode"})
  void a_default_is_what_config_yml_says(String pointer)
      throws IOException, ConfigurationException {
    JourneyConfiguration defaults =
        TestConfigurations.read(without(TestConfigurations.tree(), pointer));
    assertThat(defaults.policy()).isEqualTo(configuration.policy());
    assertThat(defaults.relay()).isEqualTo(configuration.relay());
    assertThat(defaults.roles()).isEqualTo(configuration.roles());
    assertThat(defaults.mode()).isEqualTo(Mode.TEST);
  }

  @Test
  void the_policy_is_the_standard_one() {
    assertThat(configuration.policy().toPolicy(configuration.provider()))
        .isEqualTo(JourneyPolicy.STANDARD);
    assertThat(configuration.policy().toFollowUpPolicy())
        .isEqualTo(
            new FollowUpPolicy(
                java.time.Duration.ofDays(21),
                new SendHours(LocalTime.of(9, 0), LocalTime.of(18, 0)),
                java.time.Duration.ofDays(2)));
    assertThat(configuration.relay().lease()).isEqualTo(Duration.seconds(5));
  }

  @ParameterizedTest
  @MethodSource("variables")
  void a_missing_variable_is_refused_by_its_name(String name) {
    Map<String, String> variables = TestConfigurations.variables();
    variables.remove(name);
    assertThatThrownBy(() -> TestConfigurations.read(TestConfigurations.configYml(), variables))
        .hasMessageContaining(name);
  }

  static Set<String> variables() {
    return TestConfigurations.variables().keySet();
  }

  @ParameterizedTest
  @ValueSource(strings = {"p #1", "a: b", "@p", "{p}", "'p", "\"p", "*p", "a${b}", "0x10"})
  void a_password_is_taken_as_it_is(String password) throws IOException, ConfigurationException {
    Map<String, String> variables = TestConfigurations.variables();
    variables.put("JOURNEY_DATABASE_PASSWORD", password);
    assertThat(
            TestConfigurations.read(TestConfigurations.configYml(), variables)
                .database()
                .applicationPassword())
        .isEqualTo(password);
  }

  @Test
  void secrets_of_the_configuration_are_not_printed() {
    assertThat(
            List.of(
                    configuration.database(),
                    configuration.database().application(),
                    configuration.encryption(),
                    configuration.encryption().toKeys(),
                    configuration.clinics())
                .toString())
        .doesNotContain("secret", "AAAA");
  }
}
