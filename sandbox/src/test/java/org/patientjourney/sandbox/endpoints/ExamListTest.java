package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.http.Json;

class ExamListTest {
  @TempDir Path data;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    sandbox = TestSandbox.start(data);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/exam_list", "/api/exam_list/"})
  void list_names_all_exams(String path) throws Exception {
    JsonNode list = sandbox.post(path, Map.of("api_key", TestSandbox.JUNIPER_KEY)).json();

    assertThat(list.findValuesAsText("id"))
        .containsExactly("5101", "5102", "5204", "5205", "5309", "5400");
    assertThat(list.path("clinic_id").intValue()).isEqualTo(7310);
    assertThat(list.has("http_code")).isFalse();
    assertThat(list.at("/exams/0"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"id":5101,"title":"GFE: Neurotoxin & Filler","rx_type":1,"price":"27.99",
                 "attachments_required":1,"attachments":[]}"""));
    assertThat(list.at("/exams/2/attachments_required").intValue()).isEqualTo(2);
    assertThat(list.at("/exams/2/price").isNull()).isTrue();
  }

  @Test
  void each_clinic_has_its_own_id() throws Exception {
    JsonNode list = sandbox.post("/api/exam_list", Map.of("api_key", TestSandbox.ALDER_KEY)).json();

    assertThat(list.path("clinic_id").intValue()).isEqualTo(7311);
  }

  @Test
  void unknown_key_is_refused_and_the_call_listed() throws Exception {
    TestSandbox.Answered answer = sandbox.post("/api/exam_list", Map.of("api_key", "nobody"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("error_message").asText()).isEqualTo("Unauthorized access.");
    JsonNode call = sandbox.state().at("/calls/0");
    assertThat(call.path("endpoint").asText()).isEqualTo("exam_list");
    assertThat(call.path("answer_code").intValue()).isEqualTo(401);
    assertThat(call.path("clinic").isNull()).isTrue();
  }
}
