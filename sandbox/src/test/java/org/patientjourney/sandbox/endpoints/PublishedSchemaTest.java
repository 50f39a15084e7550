package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patientjourney.sandbox.TestInvites.RX;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestReceiver;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.state.ProviderEndpoint;

/** Answers and events in their usual shapes against what the provider publishes, exactly. */
class PublishedSchemaTest {
  // The ids that submit_answers requires: docs/provider.md, Questions.
  private static final List<String> SUPERSET =
      List.of(
          "/http_code is not published",
          "/questions/*/id is not published",
          "/questions/*/responses is not published");
  // Contract 4.8: its answer is a guess, and another official source guesses otherwise.
  private static final List<String> BOTH_GUESSES =
      List.of("/attachment_id is not published", "/uploaded is not published");
  // Contract 5.1: the file points to the schema of submitted answers; its own samples rule.
  private static final List<String> WRONG_REFERENCE =
      List.of(
          "/questions_answers/*/question_id is missing",
          "/questions_answers/*/exam_question_response_id is missing",
          "/questions_answers/*/answer_text is missing",
          "/questions_answers/*/height_inches is missing",
          "/questions_answers/*/no is not published",
          "/questions_answers/*/question is not published");
  // Contract 5.5: the plan generator's page promises it in every event.
  private static final String ADDITIONAL_DATA = "/additional_data is not published";
  // Our choice: what an invite did not have is returned as null.
  private static final String NOTHING_TO_ECHO = "/additional_data null found, string expected";

  @TempDir Path data;
  private TestReceiver receiver;
  private TestSandbox sandbox;
  private PublishedOpenApi published;

  @BeforeEach
  void start() throws Exception {
    receiver = new TestReceiver();
    sandbox = TestSandbox.start(data);
    published = PublishedOpenApi.read();
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.close();
  }

  private static String schema(ProviderEndpoint endpoint) {
    return switch (endpoint) {
      case EXAM_LIST -> "ExamListResponse";
      case EXAM_INVITE -> "ExamInviteResponse";
      case EXAM_INVITE_RESEND, EXAM_SUBMIT_ANSWERS, EXAM_UPLOAD_ATTACHMENT -> "GenericOk";
      case EXAM_INVITE_CANCEL -> "ExamCancelResponse";
      case EXAM_QUESTIONS -> "ExamQuestionsResponse";
      case PARTNER_PHARMACY_LIST -> "PartnerPharmacyListResponse";
      case PARTNER_PHARMACY_TREATMENT_PACKAGES -> "PartnerPharmacyPackagesResponse";
      case CUSTOM_PHARMACY_SEARCH -> "CustomPharmacySearchResponse";
    };
  }

  private static List<String> conflicts(ProviderEndpoint endpoint) {
    return switch (endpoint) {
      case EXAM_QUESTIONS -> SUPERSET;
      case EXAM_UPLOAD_ATTACHMENT -> BOTH_GUESSES;
      default -> List.of();
    };
  }

  private JsonNode answer(ProviderEndpoint endpoint) throws Exception {
    sandbox.invite(TestInvites.forGfe("Wait"));
    TestSandbox.Answered answer =
        sandbox.provider(endpoint, TestCalls.accepted(endpoint, sandbox.meetingUuid()));
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  @ParameterizedTest
  @EnumSource
  void answer_is_as_published(ProviderEndpoint endpoint) throws Exception {
    JsonNode answer = answer(endpoint);

    assertThat(answer).isNotEmpty();
    assertThat(published.problems(schema(endpoint), answer))
        .containsExactlyInAnyOrderElementsOf(conflicts(endpoint));
  }

  @Test
  void documented_questions_are_as_published() throws Exception {
    sandbox.post("/sandbox/shape", Map.of("questions_shape", "documented"));

    assertThat(published.problems("ExamQuestionsResponse", answer(ProviderEndpoint.EXAM_QUESTIONS)))
        .isEmpty();
  }

  private void invite(ObjectNode body) throws Exception {
    sandbox.invite(body.put("pharmacy_id", 31).put("webhook_url", receiver.url()));
    sandbox.provider(
        ProviderEndpoint.EXAM_SUBMIT_ANSWERS,
        Map.of(
            "meeting_uuid", sandbox.meetingUuid(),
            "patient_exam_id", 601001,
            "answers", List.of(Map.of("no", 3, "answer", "None"))));
  }

  private JsonNode event(String verb, Object body) throws Exception {
    int before = receiver.bodies().size();
    sandbox.post("/sandbox/exams/601001/" + verb, body);
    await().until(() -> receiver.bodies().size() == before + 1);
    return receiver.bodies().get(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Approved", "Rejected", "Deferred to Medical Director", "NA"})
  void event_1_is_as_published(String status) throws Exception {
    invite(TestInvites.inTestMode("Wait", RX).put("additional_data", "S-77"));

    JsonNode event = event("decide", Map.of("status", status, "reason", "none"));

    assertThat(published.problems("WebhookEvent1ConsultationComplete", event))
        .containsExactlyInAnyOrderElementsOf(WRONG_REFERENCE);
  }

  @Test
  void event_1_of_a_missed_exam_matches_the_schema_except_for_its_nulls() throws Exception {
    invite(TestInvites.inTestMode("Wait", RX));

    JsonNode event = event("decide", Map.of("status", "Missed", "reason", "none"));

    assertThat(published.problems("WebhookEvent1ConsultationComplete", event))
        .containsExactly(NOTHING_TO_ECHO);
  }

  @Test
  void event_2_is_as_published() throws Exception {
    invite(TestInvites.inTestMode("Wait", RX).put("additional_data", "S-77"));
    List<String> conflicts = new ArrayList<>(WRONG_REFERENCE);
    conflicts.add(ADDITIONAL_DATA);

    JsonNode event = event("prescribe", Map.of("items", 2, "schedule_code", "C3"));

    assertThat(published.problems("WebhookEvent2PrescriptionConfirmed", event))
        .containsExactlyInAnyOrderElementsOf(conflicts);
  }

  @Test
  void event_3_is_as_published() throws Exception {
    invite(TestInvites.inTestMode("Wait", RX).put("additional_data", "S-77"));

    JsonNode event = event("ship", Map.of());

    assertThat(published.problems("WebhookEvent3PrescriptionTracking", event)).isEmpty();
  }
}
