package org.patientjourney.activities.prefill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.AnsweringProvider;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.TestExams;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.fact.Attempt.PreFill;
import org.patientjourney.workflows.meeting.PreFillActivities;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam.KnownAnswer;

/** Answers that an order brought along, on their way to the provider. */
class PreFillTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String QUESTIONS = "exam_questions";
  private static final String SUBMIT = "exam_submit_answers";
  private static final String SECRET = "Quokkacanary fever";
  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-9:5101");
  private static final MeetingId MEETING = MeetingId.sentBy(JOURNEY);
  private static final KnownAnswer ALLERGIES = new KnownAnswer(4457, SECRET);
  private static final KnownAnswer SMOKES = new KnownAnswer(4458, "no");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final AnsweringProvider provider = new AnsweringProvider();
  private final PreFillActivities activities =
      new PreFillActivitiesImpl(
          engine.jdbi(), engine.encryption(), engine.orders(), provider.accounts());

  PreFillTest() throws IOException {
    provider.willAnswer(
        QUESTIONS,
        200,
        """
        {"http_code":200,"exam_id":5101,"questions":[
         {"no":1,"id":4457,"question":"Any allergies?"},
         {"no":2,"id":4458,"question":"Smoke?","responses":[
          {"response":"Yes","exam_question_response_id":5011},
          {"response":"No","exam_question_response_id":5012}]}]}""");
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void all_answers_that_fit_are_submitted_for_the_patient_exam_of_the_attempt() {
    send(ALLERGIES, SMOKES);

    assertThat(preFill()).isEqualTo(PreFill.ALL);
    assertThat(provider.requests(QUESTIONS))
        .containsExactly(
            "{\"exam_id\":5101,\"patient_exam_id\":95101,\"meeting_uuid\":\""
                + TestExams.MEETING_UUID
                + "\",\"api_key\":\"key-of-juniper\"}");
    assertThat(provider.requests(SUBMIT))
        .containsExactly(
            "{\"patient_exam_id\":95101,\"meeting_uuid\":\""
                + TestExams.MEETING_UUID
                + "\",\"answers\":[{\"question_id\":4457,\"answer\":\""
                + SECRET
                + "\"},{\"question_id\":4458,\"answer\":\"No\",\"exam_question_response_id\":5012}],"
                + "\"api_key\":\"key-of-juniper\"}");
  }

  @Test
  void the_same_again_submits_the_same_again_and_keeps_nothing() {
    send(ALLERGIES);
    String before = DATABASE.dump();

    assertThat(preFill()).isEqualTo(PreFill.ALL);
    assertThat(preFill()).isEqualTo(PreFill.ALL);
    assertThat(provider.requests(SUBMIT)).hasSize(2).containsOnly(provider.requests(SUBMIT).get(0));
    assertThat(DATABASE.dump()).isEqualTo(before).doesNotContain("Quokkacanary");
  }

  @Test
  void answers_that_match_no_question_are_left_to_the_patient() {
    send(ALLERGIES, new KnownAnswer(4458, "sometimes"), new KnownAnswer(1, "Yes"));

    assertThat(preFill()).isEqualTo(PreFill.SOME);
    assertThat(provider.requests(SUBMIT))
        .singleElement()
        .satisfies(body -> assertThat(body).contains(SECRET).doesNotContain("sometimes", "Yes"));
  }

  @Test
  void when_nothing_fits_nothing_is_submitted() {
    send(new KnownAnswer(1, "Yes"));

    assertThat(preFill()).isEqualTo(PreFill.NONE);
    assertThat(provider.requests(SUBMIT)).isEmpty();
  }

  @Test
  void an_order_without_answers_asks_for_no_questions() {
    send();

    assertThat(preFill()).isEqualTo(PreFill.NONE);
    assertThat(provider.requests(QUESTIONS)).isEmpty();
  }

  @Test
  void without_the_meetings_uuid_nothing_can_be_submitted() {
    engine.accept(order(ALLERGIES));
    TestExams.loseAnswer(engine, MEETING, 1);
    TestExams.bind(engine, engine.row(JOURNEY), 1);

    assertThat(preFill()).isEqualTo(PreFill.NONE);
    assertThat(provider.requests(QUESTIONS)).isEmpty();
  }

  @Test
  void an_attempt_that_the_exam_is_not_in_gets_no_answers_of_another() {
    send(ALLERGIES);

    assertThat(activities.preFill(MEETING, 2, JOURNEY)).isEqualTo(PreFill.NONE);
    assertThat(provider.requests(QUESTIONS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "exam_questions, 401, Unauthorized access.",
    "exam_questions, 400, Invalid exam id",
    "exam_questions, 200, <html>",
    "exam_submit_answers, 400, Invalid meeting id",
    "exam_submit_answers, 401, Unauthorized access."
  })
  void a_refusal_is_soft_and_the_patient_is_asked(String call, int status, String text) {
    send(ALLERGIES);
    provider.willAnswer(call, status, "{\"error_message\":\"" + text + "\"}");

    assertThat(preFill()).isEqualTo(PreFill.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "exam_questions, 500",
    "exam_questions, 503",
    "exam_questions, 429",
    "exam_submit_answers, 500",
    "exam_submit_answers, 429",
    "exam_submit_answers, 408"
  })
  void a_provider_that_does_not_answer_is_asked_again(String call, int status) {
    send(ALLERGIES);
    provider.willAnswer(call, status, "{\"error_message\":\"" + SECRET + "\"}");

    assertNotAnswered(activities);
  }

  @Test
  void a_provider_that_is_not_there_is_asked_again() {
    send(ALLERGIES);
    provider.close();

    assertNotAnswered(activities);
  }

  @Test
  void a_clinic_that_is_not_configured_waits_for_its_key() {
    ClinicId cedar = new ClinicId("cedar");
    JourneyId journey = engine.accept(TestOrders.of(cedar, "WC-9", TestOrders.FILLER)).get(0);
    TestExams.send(engine, MeetingId.sentBy(journey), 1);

    assertThatThrownBy(() -> activities.preFill(MeetingId.sentBy(journey), 1, journey))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("not configured");
  }

  private void assertNotAnswered(PreFillActivities asked) {
    assertThatThrownBy(() -> asked.preFill(MEETING, 1, JOURNEY))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.isNonRetryable()).isFalse();
              assertThat(failure.getDetails().getSize()).isZero();
            })
        .hasMessageContaining("has not answered")
        .hasNoCause()
        .message()
        .doesNotContain("Quokkacanary", TestExams.MEETING_UUID);
  }

  private PreFill preFill() {
    return activities.preFill(MEETING, 1, JOURNEY);
  }

  private void send(KnownAnswer... answers) {
    engine.accept(order(answers));
    TestExams.send(engine, MEETING, 1);
  }

  private static Order order(KnownAnswer... answers) {
    return TestOrders.withAnswers("WC-9", answers);
  }
}
