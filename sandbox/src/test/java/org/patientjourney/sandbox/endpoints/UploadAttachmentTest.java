package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.sandbox.state.ProviderEndpoint.EXAM_UPLOAD_ATTACHMENT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.TestSandbox.Answered;
import org.patientjourney.sandbox.http.Json;

class UploadAttachmentTest {
  private static final int MOST = 25 * 1024 * 1024;
  // Not all of it is text, and a line end inside must not be taken for a boundary.
  private static final byte[] PICTURE = {
    (byte) 0x89, 'P', 'N', 'G', 13, 10, '-', '-', 0, (byte) 255
  };

  @TempDir Path data;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    sandbox = TestSandbox.start(data);
    sandbox.invite(TestInvites.forGfe("Wait"));
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Answered json(String name, byte[] file) throws Exception {
    return json(name, Base64.getEncoder().encodeToString(file));
  }

  private Answered json(String name, String base64) throws Exception {
    return sandbox.provider(
        EXAM_UPLOAD_ATTACHMENT,
        Map.of(
            "patient_exam_id",
            601001,
            "file_name",
            name,
            "file_type",
            "ID",
            "file_base64",
            base64));
  }

  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("api_key", TestSandbox.JUNIPER_KEY);
    fields.put("patient_exam_id", "601001");
    return fields;
  }

  private Answered form(Map<String, String> fields, String fileName, byte[] file) throws Exception {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (Map.Entry<String, String> field : fields.entrySet()) {
      form.writeBytes(part("; name=\"" + field.getKey() + "\"\r\n\r\n" + field.getValue()));
    }
    form.writeBytes(
        part(
            "; name=\"file\"; filename=\"%s\"\r\nContent-Type: image/png\r\n\r\n"
                .formatted(fileName)));
    form.writeBytes(file);
    form.writeBytes("\r\n--x7x--\r\n".getBytes(StandardCharsets.UTF_8));
    return send(form.toByteArray());
  }

  /** The boundary begins each part; the first line end belongs to the part before. */
  private static byte[] part(String rest) {
    return ("\r\n--x7x\r\nContent-Disposition: form-data" + rest).getBytes(StandardCharsets.UTF_8);
  }

  private Answered send(byte[] form) throws Exception {
    HttpResponse<String> response =
        sandbox.send(
            HttpRequest.newBuilder(sandbox.uri().resolve(EXAM_UPLOAD_ATTACHMENT.path()))
                .header("Content-Type", "multipart/form-data; boundary=x7x")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form))
                .build());
    return new Answered(response.statusCode(), response.body());
  }

  private JsonNode attachments() throws Exception {
    return sandbox.firstExam().path("attachments");
  }

  @Test
  void form_and_json_are_both_accepted_and_numbered() throws Exception {
    assertThat(form(fields(), "id-front.png", PICTURE).json())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"http_code":200,"status":"ok","attachment_id":60100101,"uploaded":true}"""));
    assertThat(json("lab.PDF", PICTURE).json().path("attachment_id").longValue())
        .isEqualTo(60100102);

    assertThat(attachments())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                [{"attachment_id":60100101,"file_name":"id-front.png","file_type":null,"bytes":10},
                 {"attachment_id":60100102,"file_name":"lab.PDF","file_type":"ID","bytes":10}]"""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.pdf", "a.jpg", "a.jpeg", "a.png", "a.heic", "a.HEIC"})
  void pictures_and_pdfs_are_accepted(String name) throws Exception {
    assertThat(json(name, PICTURE).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.exe", "a.pdf.exe", ".pdf", "pdf"})
  void other_files_are_not(String name) throws Exception {
    assertThat(json(name, PICTURE).refusal()).isEqualTo("400 Invalid file_name");
    assertThat(form(fields(), name, PICTURE).refusal()).isEqualTo("400 Invalid file_name");
    assertThat(attachments()).isEmpty();
  }

  @Test
  void twenty_five_megabytes_are_the_limit() throws Exception {
    assertThat(json("a.pdf", new byte[MOST]).status()).isEqualTo(200);
    assertThat(form(fields(), "a.pdf", new byte[MOST]).status()).isEqualTo(200);

    assertThat(json("a.pdf", new byte[MOST + 1]).refusal()).isEqualTo("400 Invalid file_base64");
    assertThat(form(fields(), "a.pdf", new byte[MOST + 1]).refusal()).isEqualTo("400 Invalid file");
    assertThat(attachments().findValuesAsText("bytes")).containsOnly(String.valueOf(MOST));
  }

  @Test
  void empty_and_unreadable_files_are_refused() throws Exception {
    assertThat(json("a.pdf", "").refusal()).isEqualTo("400 Invalid file_base64");
    assertThat(json("a.pdf", "no base64!").refusal()).isEqualTo("400 Invalid file_base64");
    assertThat(form(fields(), "a.pdf", new byte[0]).refusal()).isEqualTo("400 Invalid file");
    assertThat(send("--x7x\r\nno end".getBytes(StandardCharsets.UTF_8)).refusal())
        .isEqualTo("400 Invalid JSON object");
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', Missing required field: file",
    "'{\"file\":\"AAAA\",\"file_name\":\"a.pdf\"}', Invalid file",
    "'{\"file_base64\":\"AAAA\"}', Missing required field: file_name",
    "'{\"file_base64\":\"AAAA\",\"file_name\":7}', Invalid file_name",
    "'{\"file_base64\":\"AAAA\",\"file_name\":\"a.pdf\",\"file_type\":7}', Invalid file_type",
  })
  void missing_parts_are_named(String members, String text) throws Exception {
    ObjectNode body = (ObjectNode) Json.MAPPER.readTree(members);
    body.put("api_key", TestSandbox.JUNIPER_KEY).put("patient_exam_id", 601001);

    assertThat(sandbox.post(EXAM_UPLOAD_ATTACHMENT.path(), body).refusal())
        .isEqualTo("400 " + text);
  }

  @Test
  void key_and_exam_of_a_form_are_checked_too() throws Exception {
    Map<String, String> unknown = fields();
    unknown.put("patient_exam_id", "601009");
    assertThat(form(unknown, "a.pdf", PICTURE).refusal()).isEqualTo("400 Invalid patient exam id");
    unknown.put("api_key", "nobody");
    assertThat(form(unknown, "a.pdf", PICTURE).refusal()).isEqualTo("401 Unauthorized access.");
  }

  @Test
  void no_other_endpoint_takes_a_form() throws Exception {
    HttpResponse<String> response =
        sandbox.send(
            HttpRequest.newBuilder(sandbox.uri().resolve("/api/exam_list"))
                .header("Content-Type", "multipart/form-data; boundary=x7x")
                .POST(HttpRequest.BodyPublishers.ofString("\r\n--x7x--"))
                .build());

    assertThat(response.statusCode()).isEqualTo(400);
  }
}
