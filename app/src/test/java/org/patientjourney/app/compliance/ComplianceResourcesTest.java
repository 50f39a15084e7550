package org.patientjourney.app.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.access.TestEndpoints.BACKEND_KEY;
import static org.patientjourney.app.access.TestEndpoints.CARE_KEY;
import static org.patientjourney.app.access.TestEndpoints.COMPLIANCE_KEY;
import static org.patientjourney.app.access.TestEndpoints.JUNIPER_OPERATIONS_KEY;
import static org.patientjourney.app.access.TestEndpoints.OPERATIONS_KEY;

import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.glassfish.jersey.server.ContainerResponse;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.audit.AuditStore;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.EncryptionKeys;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.app.pdf.PdfCopyResource;
import org.patientjourney.app.problem.Problem;

/** What the endpoints answer before the record is asked, and that they ask it: it is down here. */
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
  void a_read_whose_line_cannot_be_written_answers_nothing(String path) {
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
  void what_cannot_exist_is_404_without_a_look(String path) {
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
  void a_key_opens_the_doors_of_its_role(String path, String key, int status) {
    assertThat(answer(path, key).getStatus()).isEqualTo(status);
  }

  private static ContainerResponse answer(String path, String key) {
    ContainerResponse answer = ENDPOINTS.read(path, key, "a test");
    assertThat(answer.getEntity()).isInstanceOf(Problem.class);
    return answer;
  }

  private static TestEndpoints endpoints() {
    ConnectionFactory down =
        () -> {
          throw new SQLTransientConnectionException("down");
        };
    Jdbi jdbi = Jdbi.create(down).installPlugin(new SqlObjectPlugin());
    Encryption encryption =
        new Encryption(
            EncryptionKeys.ofBase64(
                "k1", Map.of("k1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")));
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
    AccessLog log = new AccessLog(jdbi, encryption, clock);
    PersonalReads reads =
        new PersonalReads(
            jdbi, encryption, new ProviderReports(encryption, new QualiphyWebhookReader()), log);
    return new TestEndpoints(
        new OrderContentResource(reads),
        new InviteLinkResource(reads),
        new DeliveryBodyResource(reads),
        new PdfContentResource(reads),
        new PdfCopyResource(jdbi),
        new AccessLogResource(log),
        new AuditResource(new AuditStore(jdbi)));
  }
}
