package org.patientjourney.activities.qualiphy.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.CallResult.Done;
import org.patientjourney.activities.qualiphy.TestAttachments;

/** Uploads; what they share with other calls is in {@link ExamCallTest}. */
class UploadAttachmentTest {
  private static final byte[] PHOTO = photo();

  @Test
  void the_request_is_a_form_with_every_byte_of_the_file() throws IOException {
    try (ProviderStub provider = ProviderStub.answering(200, "{}")) {
      Attachment photo = new Attachment("id front.PNG", "ID", PHOTO);
      assertThat(call(photo).to(provider.url())).isEqualTo(new Done<>(new Accepted()));

      String boundary = provider.requests().get(0).contentType().split("boundary=", 2)[1];
      String body = new String(provider.bodies().get(0), ISO_8859_1);
      assertThat(provider.requests().get(0).method()).isEqualTo("POST");
      assertThat(provider.requests().get(0).path()).isEqualTo("/api/exam_upload_attachment");
      assertThat(provider.requests().get(0).contentType())
          .isEqualTo("multipart/form-data; boundary=" + boundary);
      assertThat(body)
          .isEqualTo(
              part(boundary, "name=\"patient_exam_id\"", "601233")
                  + part(boundary, "name=\"file_type\"", "ID")
                  + part(boundary, "name=\"api_key\"", TestInvites.KEY.value())
                  + part(
                      boundary,
                      "name=\"file\"; filename=\"id front.PNG\"\r\nContent-Type: image/png",
                      new String(PHOTO, ISO_8859_1))
                  + "--"
                  + boundary
                  + "--\r\n");
    }
  }

  @Test
  void without_a_label_no_type_is_sent_and_the_boundary_is_in_no_file() throws IOException {
    Attachment one = new Attachment("a.png", null, PHOTO);
    Attachment other = new Attachment("a.png", null, Arrays.copyOf(PHOTO, 300));
    String type = call(one).request().contentType();

    assertThat(call(one).request().body()).doesNotContain("file_type");
    assertThat(type).isNotEqualTo(call(other).request().contentType());
    assertThat(type.length()).isLessThan("multipart/form-data; boundary=".length() + 71);
  }

  /** Three forms are known. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"http_code\":200,\"attachment_id\":9182,\"uploaded\":true}",
        "{\"http_code\":200,\"status\":\"ok\"}",
        "{\"http_code\":200,\"status\":\"ok\",\"attachment_id\":7,\"uploaded\":true}"
      })
  void every_known_form_of_a_success_is_accepted(String body) throws IOException {
    assertThat(call(TestAttachments.report()).answeredBy(200, body))
        .isEqualTo(new Done<>(new Accepted()));
  }

  @Test
  void neither_file_nor_its_name_is_printed() {
    Attachment report = TestAttachments.report();
    assertThat(report).hasToString("Attachment[PDF, " + report.content().length + " bytes]");
    assertThat(new QualiphyRequest("exam_upload_attachment").withFile(report))
        .hasToString("QualiphyRequest[exam_upload_attachment]");
  }

  private static ProviderCall<CallResult<Accepted>> call(Attachment attachment) {
    return new ProviderCall<>(
        client -> client.uploadAttachment(TestInvites.KEY, ExamCall.EXAM, attachment));
  }

  private static String part(String boundary, String disposition, String content) {
    return "--"
        + boundary
        + "\r\nContent-Disposition: form-data; "
        + disposition
        + "\r\n\r\n"
        + content
        + "\r\n";
  }

  /** Every byte there is, line ends and dashes among them. */
  private static byte[] photo() {
    byte[] photo = new byte[8 + 256];
    byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    System.arraycopy(signature, 0, photo, 0, 8);
    for (int i = 0; i < 256; i++) {
      photo[8 + i] = (byte) i;
    }
    return photo;
  }
}
