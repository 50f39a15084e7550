package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** What backends and operations ask the provider for, through a whole system. */
@SuppressWarnings("NullAway.Init") // set before all tests
class LookUpTest {
  private static final byte[] PDF = "%PDF-1.7 a report".getBytes(StandardCharsets.UTF_8);

  private static TestSystem system;

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.shared();
  }

  @Test
  void the_catalogue_of_this_project_fits_the_list_of_its_provider() throws IOException {
    JsonClient.Answer answer = system.backend().get("/clinics/juniper/exams");

    assertThat(answer.status()).isEqualTo(200);
    Map<Integer, String> differences = new HashMap<>();
    for (JsonNode exam : answer.body().path("exams")) {
      differences.put(exam.path("examId").asInt(), exam.path("differences").toString());
    }
    assertThat(differences).containsOnlyKeys(5101, 5102, 5204, 5205, 5309, 5400);
    assertThat(differences.values()).containsOnly("[]");
  }

  @Test
  void a_key_of_another_clinic_asks_for_nothing() throws IOException {
    assertThat(system.operationsOf("cedar").get("/clinics/juniper/exams").status()).isEqualTo(404);
    assertThat(system.operationsOf("cedar").get("/clinics/cedar/exams").status()).isEqualTo(200);
    assertThat(
            system
                .operationsOf("cedar")
                .post("/journeys/juniper:WC-1:5101/attachments?name=a.pdf", PDF)
                .status())
        .isEqualTo(404);
  }

  @Test
  void a_file_is_checked_before_any_call() throws IOException {
    String attachments = "/journeys/juniper:unknown:5101/attachments?name=a.pdf";

    assertThat(system.backend().post(attachments, PDF).status()).isEqualTo(404);
    assertThat(system.backend().post(attachments, Arrays.copyOf(PDF, 25_000_001)).status())
        .isEqualTo(413);
    assertThat(system.backend().post(attachments, new byte[100]).status()).isEqualTo(415);
    assertThat(system.sandbox().calls("juniper", "exam_upload_attachment")).isZero();
  }
}
