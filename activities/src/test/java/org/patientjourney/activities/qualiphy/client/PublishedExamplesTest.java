package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.CallResult.CreatedMeeting;
import org.patientjourney.activities.qualiphy.CallResult.Done;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.RetailPharmacy.PharmacySearch;
import org.patientjourney.activities.qualiphy.webhook.Parcel;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.qualiphy.webhook.Reading.Consultation;
import org.patientjourney.activities.qualiphy.webhook.Reading.Prescription;
import org.patientjourney.activities.qualiphy.webhook.Reading.Shipment;
import org.patientjourney.activities.qualiphy.webhook.TestEvents;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.order.ExamId;

/** Every example that the provider publishes of what we read. */
class PublishedExamplesTest {
  private static final QualiphyWebhookReader READER = new QualiphyWebhookReader();
  private static final String EXAMPLE = "/post/responses/200/content/application~1json/example";

  @Test
  void every_webhook_example_is_read_with_its_ids() throws IOException {
    List<Integer> events = new ArrayList<>();
    for (JsonNode webhook : PublishedOpenApi.at("/webhooks")) {
      for (JsonNode example : webhook.at("/post/requestBody/content/application~1json/examples")) {
        JsonNode body = example.path("value");
        events.add(body.path("event").intValue());
        assertReadWithItsIds(body);
      }
    }
    assertThat(events).contains(1, 2, 3);
  }

  @Test
  void the_example_of_an_invite_is_accepted() throws IOException {
    JsonNode example = answer("exam_invite");
    JsonNode exam = example.at("/patient_exams/0");
    InviteRequest request = TestInvites.of(exam.path("exam_id").intValue());
    assertThat(CallAnswers.invited(ok(example), request))
        .isInstanceOfSatisfying(
            Done.class,
            done -> {
              CreatedMeeting accepted = (CreatedMeeting) done.answer();
              assertThat(accepted.meetingUuid()).isEqualTo(example.path("meeting_uuid").asText());
              assertThat(accepted.meetingUrl()).hasToString(example.path("meeting_url").asText());
              assertThat(accepted.patientExams())
                  .containsOnlyKeys(request.examIds().get(0))
                  .containsValue(patientExam(exam));
            });
  }

  @Test
  void the_example_of_a_resend_is_a_success() throws IOException {
    assertThat(CallAnswers.resent(ok(answer("exam_invite_resend"))))
        .isEqualTo(new Done<>(new Accepted()));
  }

  @Test
  void the_example_of_a_cancel_is_a_success() throws IOException {
    JsonNode example = answer("exam_invite_cancel");
    assertThat(CallAnswers.cancelled(ok(example), patientExam(example)))
        .isEqualTo(
            new Done<>(
                new CancelOutcome.Cancelled(Instant.parse(example.path("cancelled_at").asText()))));
  }

  @Test
  void the_example_of_a_list_is_read_with_every_exam() throws IOException {
    JsonNode example = answer("exam_list");
    assertThat(entries(Lookup.exams().read(ok(example))))
        .extracting(exam -> exam.id().value())
        .isNotEmpty()
        .isEqualTo(
            example.path("exams").findValues("id").stream().map(JsonNode::intValue).toList());
  }

  @Test
  void the_examples_of_the_other_look_ups_are_read_with_every_entry() throws IOException {
    ExamId exam = new ExamId(5204);
    assertRead(Lookup.questions(exam), answer("exam_questions"), "questions");
    assertRead(Lookup.partnerPharmacies(List.of(exam), "NV"), answer("partner_pharmacy_list"), "");
    assertRead(
        Lookup.packages(List.of(31), List.of(exam), "NV"),
        answer("partner_pharmacy_treatment_packages"),
        "");
    assertRead(
        Lookup.pharmacies(new PharmacySearch("Elm", null, null)),
        answer("custom_pharmacy_search"),
        "pharmacies");
  }

  @Test
  void the_examples_of_answers_and_attachments_are_successes() throws IOException {
    for (String call : List.of("exam_submit_answers", "exam_upload_attachment")) {
      assertThat(CallAnswers.accepted(ok(answer(call)))).isEqualTo(new Done<>(new Accepted()));
    }
  }

  private static <T> void assertRead(Lookup<T> lookup, JsonNode example, String name) {
    assertThat(entries(lookup.read(ok(example))))
        .hasSameSizeAs(name.isEmpty() ? example : example.path(name))
        .isNotEmpty();
  }

  private static <T> List<T> entries(LookupResult<T> result) {
    return result instanceof LookupResult.Found<T> found ? found.entries() : List.of();
  }

  private static void assertReadWithItsIds(JsonNode body) {
    Reading reading = READER.read(TestEvents.bytes(body));
    switch (body.path("event").intValue()) {
      case 1 -> assertConsultation((Consultation) reading, body);
      case 2 -> assertPrescription((Prescription) reading, body);
      case 3 -> assertShipment((Shipment) reading, body);
      default -> assertThat(reading).isInstanceOf(Reading.UnknownEvent.class);
    }
  }

  private static void assertConsultation(Consultation reading, JsonNode body) {
    assertThat(reading.patientExamId()).isEqualTo(patientExam(body));
    assertThat(reading.examId()).isEqualTo(exam(body));
    assertThat(reading.status()).isNotEqualTo(ExamStatus.UNKNOWN);
    assertThat(reading.additionalData()).isEqualTo(body.path("additional_data").asText());
  }

  private static void assertPrescription(Prescription reading, JsonNode body) {
    assertThat(reading.patientExamId()).isEqualTo(patientExam(body));
    assertThat(reading.examId()).isEqualTo(exam(body)).isNotNull();
    assertThat(reading.prescribedOrderSet()).isEqualTo(body.path("prescribed_os_id").intValue());
    assertThat(reading.items())
        .isNotEmpty()
        .allSatisfy(item -> assertThat(item.drug().name()).isNotNull())
        .extracting(PrescriptionItem::prescriptionId)
        .isEqualTo(
            body.path("prescription").findValues("prescription_id").stream()
                .map(JsonNode::asText)
                .toList());
  }

  private static void assertShipment(Shipment reading, JsonNode body) {
    assertThat(reading.patientExamId()).isEqualTo(patientExam(body));
    assertThat(reading.parcels())
        .singleElement()
        .returns(body.path("prescription_id").asText(), Parcel::prescriptionId)
        .returns(body.path("tracking_number").asText(), Parcel::trackingNumber)
        .returns(body.path("order_id").asText(), Parcel::pharmacyOrderId);
  }

  private static PatientExamId patientExam(JsonNode body) {
    return new PatientExamId(body.path("patient_exam_id").asText());
  }

  /** The example of event 1 has a word for an exam id, and no exam of ours can be meant. */
  private static @Nullable ExamId exam(JsonNode body) {
    int number = body.path("exam_id").asInt();
    return number == 0 ? null : new ExamId(number);
  }

  private static JsonNode answer(String call) throws IOException {
    return PublishedOpenApi.at("/paths/~1api~1" + call + EXAMPLE);
  }

  private static QualiphyAnswer ok(JsonNode example) {
    return new QualiphyAnswer(200, example, example.toString(), null);
  }
}
