package org.patientjourney.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.TestSystem;

/** A cancellation is a request: the provider may have decided, or may not have the exam at all. */
class CancelTest {
  private static TestSystem system;
  private static TestSandbox sandbox;
  private static Journeys journeys;
  private static Operator operator;

  @BeforeAll
  static void start() throws Exception {
    system = TestSystem.shared();
    sandbox = system.sandbox();
    journeys = new Journeys(system.operations());
    operator = new Operator(system.operations());
  }

  @Test
  void a_pending_exam_is_cancelled_and_the_other_of_its_meeting_goes_on() throws Exception {
    String sender = park("pending", 5101, 5102);
    operator.expect(sender, "cancel", "c-1");

    journeys.awaitClosed(sender, "CANCELLED");
    assertThat(statusOf(sender, 5101)).isEqualTo("Cancelled");
    operator.expect(sender, "cancel", "c-1");
    JsonNode exam = sandbox.exam(sandbox.patientExam(sender, 5101));
    assertThat(exam.at("/calls_by_endpoint/exam_invite_cancel").asInt()).isEqualTo(1);
    sandbox.decide(sandbox.patientExam(sender, 5102), "Approved");
    journeys.awaitClosed("juniper:pending:5102", "APPROVED");
  }

  @ParameterizedTest
  @CsvSource({
    "approved, Approved, APPROVED, APPROVED",
    "rejected, Rejected, REJECTED, REJECTED",
    "deferred, Deferred to Medical Director, DEFERRED, AWAITING_MEDICAL_DIRECTOR"
  })
  void a_decision_that_was_faster_is_awaited_and_counts(
      String orderId, String text, String decision, String stage) throws Exception {
    String journey = park(orderId, 5101);
    sandbox.arm("lose-event", "juniper");
    int lost = sandbox.decide(sandbox.patientExam(journey, 5101), text);
    operator.expect(journey, "cancel", "c-1");

    journeys.awaitEntry(journey, "CANCEL_REFUSED");
    JsonNode waiting = journeys.get(journey);
    assertThat(waiting.path("open").asBoolean()).isTrue();
    assertThat(waiting.path("facets").path("decision").asText()).isEqualTo("PENDING");
    operator.expect(journey, "cancel", "c-2");
    await().until(() -> journeys.count(journey, "CANCEL_REFUSED") == 2);
    assertThat(sandbox.deliver(lost, 1)).containsExactly(200);
    journeys.awaitDecision(journey, decision);
    journeys.awaitStage(journey, stage);
  }

  @Test
  void an_exam_that_ended_without_a_decision_needs_no_cancellation() throws Exception {
    String journey = park("missed-exam", 5101);
    sandbox.arm("lose-event", "juniper");
    sandbox.decide(sandbox.patientExam(journey, 5101), "Missed");
    operator.expect(journey, "cancel", "c-1");

    journeys.awaitClosed(journey, "CANCELLED");
  }

  @Test
  void an_unknown_invite_is_cancelled_once_a_person_has_found_it() throws Exception {
    sandbox.arm("error-500-after-success", "juniper");
    journeys.post(TestOrders.order("found", "Waiting", 5101));
    String journey = "juniper:found:5101";
    journeys.awaitStage(journey, "INVITE_UNKNOWN");
    operator.expect(journey, "cancel", "c-1");
    assertThat(journeys.get(journey).path("stage").asText()).isEqualTo("CANCELLING");
    JsonNode next = journeys.get(journey).path("next");
    assertThat(next.path("owner").asText()).isEqualTo("OPERATIONS");
    assertThat(next.path("what").asText()).contains("resolve-invite");
    assertThat(statusOf(journey, 5101)).isEqualTo("Pending");
    assertThat(operator.give(journey, "close", "c-2").status()).isEqualTo(409);

    String exam = sandbox.patientExam(journey, 5101);
    journeys.post(TestOrders.order("another", "Waiting", 5101));
    journeys.awaitInvited("juniper:another:5101");
    String another = system.sandbox().patientExam("juniper:another:5101", 5101);
    ObjectNode wrong =
        Operator.words("c-4").put("resolution", "exists").put("patientExamId", another);
    assertThat(operator.give(journey, "resolve-invite", wrong).status())
        .as("else another patient's exam would be cancelled")
        .isEqualTo(409);
    ObjectNode exists =
        Operator.words("c-3").put("resolution", "exists").put("patientExamId", exam);
    assertThat(operator.give(journey, "resolve-invite", exists).status()).isEqualTo(200);
    journeys.awaitClosed(journey, "CANCELLED");
    assertThat(statusOf(journey, 5101)).isEqualTo("Cancelled");
  }

  @Test
  void an_unknown_invite_that_does_not_exist_is_not_sent_again() throws Exception {
    sandbox.arm("error-500", "juniper");
    journeys.post(TestOrders.order("nowhere", "Waiting", 5101));
    String journey = "juniper:nowhere:5101";
    journeys.awaitStage(journey, "INVITE_UNKNOWN");
    operator.expect(journey, "cancel", "c-1");
    ObjectNode again = Operator.words("c-2").put("resolution", "send-again");
    assertThat(operator.give(journey, "resolve-invite", again).status()).isEqualTo(200);

    journeys.awaitClosed(journey, "CANCELLED");
    assertThat(journeys.timeline(journey)).contains("NEVER_SENT");
    assertThat(sandbox.invites(journey)).isEmpty();
  }

  @Test
  void a_refused_invite_is_cancelled_without_a_call() throws Exception {
    sandbox.putOutOfOrder("agreement", "agreements_signed");
    journeys.post(TestOrders.order("agreement", "held", "Waiting", 5101));
    journeys.awaitHold("agreement:held:5101", "AGREEMENTS_UNSIGNED");
    operator.expect("agreement:held:5101", "cancel", "c-1");

    journeys.awaitClosed("agreement:held:5101", "CANCELLED");
    assertThat(sandbox.calls("agreement", "exam_invite_cancel")).isZero();
    assertThat(sandbox.calls("agreement", "exam_invite")).isEqualTo(1);
  }

  @Test
  void an_approval_after_an_accepted_cancellation_is_held_as_a_contradiction() throws Exception {
    String journey = park("revived", 5101);
    operator.expect(journey, "cancel", "c-1");
    journeys.awaitClosed(journey, "CANCELLED");
    sandbox.decide(sandbox.patientExam(journey, 5101), "Approved");

    JsonNode held = journeys.awaitHold(journey, "CONTRADICTION");
    assertThat(held.path("open").asBoolean()).isTrue();
    assertThat(held.path("next").path("owner").asText()).isEqualTo("OPERATIONS");
    assertThat(journeys.timeline(journey)).contains("CANCELLED", "REOPENED");
    assertThat(operator.openAlarms(journey))
        .extracting(alarm -> alarm.path("kind").asText())
        .containsExactly("CONTRADICTION");
  }

  /** Orders exams that the provider leaves undecided; returns the meeting. */
  private static String park(String orderId, int... exams) throws IOException {
    journeys.post(TestOrders.order(orderId, "Waiting", exams));
    for (int exam : exams) {
      journeys.awaitInvited("juniper:" + orderId + ":" + exam);
    }
    return "juniper:" + orderId + ":" + exams[0];
  }

  private static String statusOf(String meeting, int exam) throws IOException {
    return sandbox.exam(sandbox.patientExam(meeting, exam)).path("status").asText();
  }
}
