package org.patientjourney.app.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.access.TestEndpoints.BACKEND_KEY;
import static org.patientjourney.app.access.TestEndpoints.CARE_KEY;
import static org.patientjourney.app.access.TestEndpoints.COMPLIANCE_KEY;
import static org.patientjourney.app.access.TestEndpoints.JUNIPER_OPERATIONS_KEY;
import static org.patientjourney.app.access.TestEndpoints.OPERATIONS_KEY;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.glassfish.jersey.server.ContainerResponse;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.TestDatabase;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.order.TestOrders;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.report.ReportResource;
import org.patientjourney.app.webhook.DeliveryCommands;
import org.patientjourney.app.webhook.StoredDeliveries;
import org.patientjourney.app.webhook.WebhookDeliveryResource;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** What the endpoints answer without the record, and that they read it: the database is down. */
class ComplianceResourcesTest {
  private static final String ID = "3f0e8a52-9c1d-4b7e-8f60-2f5b1c9d7e44";
  private static final String DIGEST =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  private static final TestEndpoints ENDPOINTS = endpoints();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders/juniper/WC-1/content",
        "journeys/juniper:WC-1:5101/invite-link",
        "webhook-deliveries/" + ID + "/body",
        "journeys/juniper:WC-1:5101/pdf/" + DIGEST
      })
  void a_read_that_cannot_be_logged_answers_nothing(String path) {
    assertThat(answer(path, CARE_KEY).getStatus()).isEqualTo(503);
    assertThat(answer(path, BACKEND_KEY).getStatus()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders/Juniper/WC-1/content",
        "orders/juniper/a%20b/content",
        "journeys/juniper/invite-link",
        "webhook-deliveries/1/body",
        "webhook-deliveries/1-1-1-1-1/body",
        "journeys/juniper/pdf/" + DIGEST,
        "journeys/juniper:WC-1:5101/pdf/" + ID
      })
  void an_id_that_cannot_exist_is_404_without_a_query(String path) {
    assertThat(answer(path, CARE_KEY).getStatus()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "access-log," + COMPLIANCE_KEY + ",503",
    "access-log," + OPERATIONS_KEY + ",403",
    "access-log," + CARE_KEY + ",403",
    "access-log?limit=0," + COMPLIANCE_KEY + ",400",
    "journeys/juniper:WC-1:5101/audit," + COMPLIANCE_KEY + ",503",
    "journeys/juniper:WC-1:5101/audit," + OPERATIONS_KEY + ",503",
    "journeys/juniper:WC-1:5101/audit," + CARE_KEY + ",403",
    "journeys/juniper:WC-1:5101/audit," + BACKEND_KEY + ",403",
    "journeys/cedar:WC-1:5101/audit," + JUNIPER_OPERATIONS_KEY + ",404",
    "journeys/juniper/audit," + COMPLIANCE_KEY + ",404",
    "journeys/juniper:WC-1:5101/audit/check," + COMPLIANCE_KEY + ",503",
    "journeys/cedar:WC-1:5101/audit/check," + JUNIPER_OPERATIONS_KEY + ",404",
    "journeys/juniper:WC-1:5101/audit/check," + CARE_KEY + ",403",
    "journeys/juniper:WC-1:5101/pdf," + CARE_KEY + ",503",
    "journeys/juniper:WC-1:5101/pdf," + OPERATIONS_KEY + ",503",
    "journeys/juniper:WC-1:5101/pdf," + COMPLIANCE_KEY + ",503",
    "journeys/juniper:WC-1:5101/pdf," + BACKEND_KEY + ",403",
    "journeys/cedar:WC-1:5101/pdf," + JUNIPER_OPERATIONS_KEY + ",404",
    "journeys/juniper/pdf," + CARE_KEY + ",404"
  })
  void a_key_reaches_the_endpoints_of_its_role(String path, String key, int status) {
    assertThat(answer(path, key).getStatus()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "journey=WC-1, /journey",
    "since=yesterday, /since",
    "since=2026-11-23, /since",
    "since=%2B1000000-01-01T00:00:00Z, /since",
    "until=tomorrow, /until",
    "after=-1, /after",
    "after=juniper:WC-1:5101, /after",
    "limit=0, /limit",
    "limit=501, /limit"
  })
  void a_wrong_parameter_of_the_access_log_is_named(String query, String pointer) {
    Problem problem = (Problem) answer("access-log?" + query, COMPLIANCE_KEY).getEntity();
    assertThat(problem.errors()).extracting(FieldProblem::pointer).containsExactly(pointer);
  }

  private static ContainerResponse answer(String path, String key) {
    ContainerResponse answer = ENDPOINTS.read(path, key, "a test");
    assertThat(answer.getEntity()).isInstanceOf(Problem.class);
    return answer;
  }

  private static TestEndpoints endpoints() {
    Jdbi jdbi = TestDatabase.down();
    Encryption encryption =
        new Encryption(
            Encryption.Keys.ofBase64(
                "k1", Map.of("k1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")));
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
    AccessLog log = new AccessLog(jdbi, encryption, clock);
    ProviderReports reports = new ProviderReports(encryption, new QualiphyWebhookReader());
    PersonalReads reads = new PersonalReads(jdbi, encryption, reports, log);
    StoredDeliveries deliveries =
        new StoredDeliveries(jdbi, new WebhookStore(jdbi, encryption, 20, clock), reports);
    DeliveryCommands deliveryCommands =
        new DeliveryCommands(
            jdbi, deliveries, new JournalStore(encryption), JourneyPolicy.STANDARD, clock);
    return new TestEndpoints(
        TestOrders.resource(jdbi, encryption, reads),
        new ReportResource(jdbi, new Journeys(jdbi, JourneyPolicy.STANDARD), reads),
        new WebhookDeliveryResource(
            deliveries,
            deliveryCommands,
            new SubjectCommands(new GivenCommands(jdbi, encryption, clock), "delivery"),
            reads,
            () -> {}),
        new AccessLogResource(log),
        new JournalResource(jdbi, reads));
  }
}
