package org.patientjourney.app.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.util.Map;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.app.TestDatabase;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.app.problem.Problem;

/** What the codec's endpoint answers before it writes the access log: the database is down. */
class CodecResourceTest {
  private static final TestEndpoints ENDPOINTS = new TestEndpoints(resource());

  @Test
  void a_read_that_cannot_be_logged_opens_nothing() {
    assertThat(decode("{\"payloads\": [{\"data\": \"AA==\"}]}", "").getStatus()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "\"Canaria\"",
        "{\"payload\": []}",
        "{\"payloads\": [{\"data\": \"Canaria!\"}]}",
        "{\"payloads\": [{\"metadata\": \"Canaria\"}]}"
      })
  void a_body_that_is_no_list_of_payloads_is_described_and_not_quoted(String body) {
    ContainerResponse answer = decode(body, "");

    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(((Problem) answer.getEntity()).detail())
        .contains("\"payloads\"", "base64")
        .doesNotContain("Canaria");
  }

  @Test
  void a_body_of_more_than_four_mebibytes_is_refused() {
    ContainerResponse answer = decode(" ".repeat(4 * 1024 * 1024 + 1), "");

    assertThat(answer.getStatus()).isEqualTo(413);
    assertThat(((Problem) answer.getEntity()).detail()).contains("4194304");
  }

  /** As the UI sends it. */
  @Test
  void the_parameter_of_the_temporal_ui_is_taken_and_no_other() {
    assertThat(decode("{}", "?preserveStorageRefs=true").getStatus()).isEqualTo(503);
    assertThat(decode("{}", "?other=true").getStatus()).isEqualTo(400);
  }

  private static ContainerResponse decode(String body, String query) {
    ContainerRequest request =
        TestEndpoints.request("POST", "codec/decode" + query, "Bearer " + TestEndpoints.CARE_KEY);
    request.header("Content-Type", "application/json");
    request.header("X-Purpose", "a test");
    request.setEntityStream(new ByteArrayInputStream(body.getBytes(UTF_8)));
    return ENDPOINTS.answer(request);
  }

  private static CodecResource resource() {
    Jdbi jdbi = TestDatabase.down();
    Encryption encryption =
        new Encryption(
            Encryption.Keys.ofBase64(
                "k1", Map.of("k1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")));
    AccessLog log = new AccessLog(jdbi, encryption, InstantSource.system());
    ProviderReports reports = new ProviderReports(encryption, new QualiphyWebhookReader());
    return new CodecResource(
        new EncryptingCodec(encryption), new PersonalReads(jdbi, encryption, reports, log));
  }
}
