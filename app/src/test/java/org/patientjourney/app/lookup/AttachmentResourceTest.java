package org.patientjourney.app.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.patientjourney.app.access.TestEndpoints.BACKEND_KEY;
import static org.patientjourney.app.access.TestEndpoints.CARE_KEY;
import static org.patientjourney.app.access.TestEndpoints.COMPLIANCE_KEY;
import static org.patientjourney.app.access.TestEndpoints.JUNIPER_KEY;
import static org.patientjourney.app.access.TestEndpoints.OPERATIONS_KEY;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import org.glassfish.jersey.server.ContainerResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.attachment.AttachmentOutcome;
import org.patientjourney.activities.attachment.AttachmentRow;
import org.patientjourney.activities.attachment.AttachmentService;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.app.TestDatabase;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.app.configuration.TestConfigurations;
import org.patientjourney.app.openapi.TestDocument;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.JourneyId;

/**
 * What the endpoint of files refuses by itself, that all else reads the record (which is down), and
 * how an outcome is answered.
 */
class AttachmentResourceTest {
  private static final byte[] PDF = "%PDF-1.7 Quokkacanary".getBytes(UTF_8);
  private static final String JOURNEY = "journeys/juniper:WC-1:5101/attachments";
  private static final String FILE = JOURNEY + "?name=lab.pdf&type=Lab";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final TestProvider provider = new TestProvider();
  private final TestEndpoints endpoints = new TestEndpoints(new AttachmentResource(service()));

  AttachmentResourceTest() throws IOException {}

  @AfterEach
  void nothing_was_called() {
    assertThat(provider.requests()).isEmpty();
    provider.close();
  }

  @Test
  void a_file_that_fits_is_looked_up_in_the_record() {
    for (String path : new String[] {FILE, JOURNEY + "?name=lab%20(2).PDF", FILE + "&again=true"}) {
      assertThat(post(path, BACKEND_KEY, PDF).getStatus()).isEqualTo(503);
    }
  }

  @Test
  void a_key_reaches_the_endpoint_of_its_role_and_clinic() {
    assertThat(post(FILE, OPERATIONS_KEY, PDF).getStatus()).isEqualTo(503);
    assertThat(post(FILE, JUNIPER_KEY, PDF).getStatus()).isEqualTo(503);
    assertThat(post(FILE.replace("juniper", "cedar"), JUNIPER_KEY, PDF).getStatus()).isEqualTo(404);
    assertThat(post(FILE, COMPLIANCE_KEY, PDF).getStatus()).isEqualTo(403);
    assertThat(post(FILE, CARE_KEY, PDF).getStatus()).isEqualTo(403);
    assertThat(post("journeys/juniper/attachments?name=lab.pdf", BACKEND_KEY, PDF).getStatus())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "?name=, 1",
    "?name=lab.png, 1",
    "?name=lab, 1",
    "?name=..%2Flab.pdf, 1",
    "?name=a%0D%0Ab.pdf, 1",
    "?name=lab.pdf&type=%22, 1",
    "?name=lab.pdf&again=yes, 1",
    "?name=%22&type=%22&again=no, 3"
  })
  void a_query_that_cannot_be_is_refused_with_all_reasons(String query, int problems) {
    ContainerResponse answer = post(JOURNEY + query, BACKEND_KEY, PDF);

    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(((Problem) answer.getEntity()).errors()).hasSize(problems);
  }

  @Test
  void a_file_of_another_kind_is_415() {
    for (byte[] content :
        new byte[][] {{}, "GIF89a".getBytes(UTF_8), " %PDF-1.7".getBytes(UTF_8)}) {
      assertThat(post(FILE, BACKEND_KEY, content).getStatus()).isEqualTo(415);
    }
  }

  @Test
  void a_file_that_is_too_large_is_413() {
    byte[] largest = Arrays.copyOf(PDF, Attachment.LARGEST);

    assertThat(post(FILE, BACKEND_KEY, largest).getStatus()).isEqualTo(503);
    assertThat(post(FILE, BACKEND_KEY, Arrays.copyOf(PDF, Attachment.LARGEST + 1)).getStatus())
        .isEqualTo(413);
  }

  @Test
  void a_sent_file_is_answered_as_described() {
    AttachmentRow row = row(AttachmentRow.State.SENT, null);
    Response first =
        AttachmentResource.answer("juniper:WC-1:5101", new AttachmentOutcome.Sent(row, true));
    Response again =
        AttachmentResource.answer("juniper:WC-1:5101", new AttachmentOutcome.Sent(row, false));

    assertThat(first.getStatus()).isEqualTo(201);
    assertThat(again.getStatus()).isEqualTo(200);
    assertThat(again.getEntity()).isEqualTo(first.getEntity());
    JsonNode written = TestConfigurations.mapper().valueToTree(first.getEntity());
    assertThat(TestDocument.problems("AttachmentView", written)).isEmpty();
    assertThat(written)
        .hasToString(
            "{\"attachmentId\":7,\"journeyId\":\"juniper:WC-1:5101\",\"sha256\":\"ab\","
                + "\"mediaType\":\"application/pdf\",\"size\":21,"
                + "\"sentAt\":\"2026-11-23T12:00:00Z\"}");
  }

  @Test
  void a_refused_or_unknown_upload_is_a_problem() {
    assertProblem(
        new AttachmentOutcome.Refused(row(AttachmentRow.State.REFUSED, "KEY_REFUSED")),
        502,
        "KEY_REFUSED");
    assertProblem(
        new AttachmentOutcome.Unknown(row(AttachmentRow.State.UNKNOWN, "http 500")),
        409,
        "again=true");
    assertProblem(
        new AttachmentOutcome.Unknown(row(AttachmentRow.State.STARTED, null)), 409, "without end");
    assertProblem(new AttachmentOutcome.NamedOtherwise(), 409, "another name or type");
    assertProblem(new AttachmentOutcome.BeingSent(), 409, "just being sent");
    assertProblem(new AttachmentOutcome.NotReached("ConnectException"), 503, "nothing was sent");
    assertProblem(new AttachmentOutcome.NoJourney(), 404, "expected the id of a journey");
    assertProblem(new AttachmentOutcome.NoExam(), 409, "neither decided nor cancelled");
  }

  private static void assertProblem(AttachmentOutcome outcome, int status, String word) {
    Response answer =
        catchThrowableOfType(
                WebApplicationException.class,
                () -> AttachmentResource.answer("juniper:WC-1:5101", outcome))
            .getResponse();
    assertThat(answer.getStatus()).isEqualTo(status);
    assertThat(answer.getMediaType()).hasToString(Problem.MEDIA_TYPE);
    assertThat(((Problem) answer.getEntity()).detail()).contains(word);
  }

  private ContainerResponse post(String path, String key, byte[] content) {
    return endpoints.post(path, "Bearer " + key, content);
  }

  private static AttachmentRow row(AttachmentRow.State state, @Nullable String cause) {
    return new AttachmentRow(
        7,
        new JourneyId("juniper:WC-1:5101"),
        "ab",
        "application/pdf",
        21,
        state,
        1,
        NOW,
        NOW,
        cause);
  }

  private AttachmentService service() {
    Encryption encryption =
        new Encryption(
            Encryption.Keys.ofBase64(
                "k1", Map.of("k1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")));
    return new AttachmentService(
        TestDatabase.down(), encryption, provider.accounts(), InstantSource.fixed(NOW));
  }
}
