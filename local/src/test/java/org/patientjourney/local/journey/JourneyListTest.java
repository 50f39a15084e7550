package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** Lists of journeys, of what changed, of what is owed, and of whom may be treated. */
class JourneyListTest {
  private static final int WRITERS = 4;
  private static final int JOURNEYS = 30;

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
  void a_reader_of_changes_misses_none_while_others_write() throws Exception {
    Changes changes = new Changes(system.operations(), "feed", 7);
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> written = new ArrayList<>();
      for (int i = 0; i < JOURNEYS; i++) {
        String orderId = "o-" + i;
        written.add(writers.submit(() -> stir("feed", orderId)));
      }
      while (!written.stream().allMatch(Future::isDone)) {
        changes.read();
      }
      for (Future<?> one : written) {
        one.get();
      }
    } finally {
      writers.shutdownNow();
    }

    Map<String, Long> recorded = Changes.revisions(list("clinic=feed&limit=500"));
    assertThat(recorded).hasSize(JOURNEYS);
    await().until(() -> changes.read() == 0 && changes.latest().equals(recorded));
    String end = changes.cursor();
    assertThat(changes.read()).isZero();
    assertThat(changes.cursor()).isEqualTo(end);

    Changes fromTheBeginning = new Changes(system.operations(), "feed", 500);
    assertThat(fromTheBeginning.read()).isEqualTo(JOURNEYS);
    assertThat(fromTheBeginning.latest()).isEqualTo(recorded);
    operator.expect("feed:o-7:5101", "hold", "c-3");
    await().until(() -> changes.read() == 1);
    long held = journeys.get("feed:o-7:5101").path("revision").asLong();
    assertThat(changes.latest()).containsEntry("feed:o-7:5101", held);
  }

  /** Each writer makes many changes: an order, its invite, a hold, its release. */
  private static Void stir(String clinic, String orderId) throws IOException {
    String journey = clinic + ":" + orderId + ":5101";
    journeys.post(TestOrders.order(clinic, orderId, "Waiting", 5101));
    journeys.awaitInvited(journey);
    operator.expect(journey, "hold", "c-1");
    assertThat(operator.release(journey, "HELD_BY_PERSON", "c-2").status()).isEqualTo(200);
    return null;
  }

  @Test
  void journeys_are_found_by_hold_stage_and_age() throws Exception {
    for (String orderId : List.of("stopped", "going")) {
      journeys.post(TestOrders.order("filtered", orderId, "Waiting", 5101));
      journeys.awaitStage("filtered:" + orderId + ":5101", "AWAITING_CONSULTATION");
    }
    operator.expect("filtered:stopped:5101", "hold", "c-1");

    assertThat(ids("hold=HELD_BY_PERSON")).containsExactly("filtered:stopped:5101");
    assertThat(ids("hold=MISSED")).isEmpty();
    assertThat(ids("stage=AWAITING_CONSULTATION")).containsExactly("filtered:going:5101");
    assertThat(ids("olderThan=PT0S")).hasSize(2);
    assertThat(ids("olderThan=P1D")).isEmpty();
    assertThat(ids("open=false")).isEmpty();
    assertThat(ids("limit=1&after=filtered:going:5101")).containsExactly("filtered:stopped:5101");
    JsonClient.Answer refused =
        system.operations().get("/journeys?hold=NONE&olderThan=week&changedSince=x&limit=0");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("errors").findValuesAsText("pointer"))
        .contains("/hold", "/olderThan", "/changedSince", "/limit");
  }

  @Test
  void journeys_are_found_by_order_patient_exam_and_due_time() throws Exception {
    for (String clinic : List.of("found", "cedar")) {
      journeys.post(TestOrders.order(clinic, "wanted", "Waiting", 5101));
      journeys.awaitInvited(clinic + ":wanted:5101");
    }
    journeys.post(TestOrders.order("found", "other", "Waiting", 5101));
    journeys.awaitInvited("found:other:5101");
    String wanted = "found:wanted:5101";
    String due = journeys.get(wanted).at("/next/due").asText();
    String exam = sandbox.patientExam(wanted, 5101);

    assertThat(found("orderId=wanted")).containsExactlyInAnyOrder(wanted, "cedar:wanted:5101");
    assertThat(found("orderId=wanted&clinic=found")).containsExactly(wanted);
    assertThat(found("orderId=want")).isEmpty();
    assertThat(found("patientId=P-wanted")).contains(wanted, "cedar:wanted:5101").hasSize(2);
    assertThat(found("patientExamId=" + exam)).containsExactly(wanted);
    assertThat(found("clinic=found&dueAfter=" + due + "&stage=AWAITING_CONSULTATION"))
        .contains(wanted);
    assertThat(found("patientId=P-wanted&clinic=found&dueBefore=" + due)).isEmpty();
    assertThat(found("clinic=found&dueAfter=2020-01-01T00:00:00Z&dueBefore=2020-01-02T00:00:00Z"))
        .isEmpty();

    String asked = "/journeys?patientExamId=" + exam;
    assertThat(system.operationsOf("cedar").get(asked).body().path("journeys")).isEmpty();
    JsonNode own = system.operationsOf("cedar").get("/journeys?orderId=wanted").body();
    assertThat(own.path("journeys").findValuesAsText("journeyId"))
        .containsExactly("cedar:wanted:5101");
    JsonClient.Answer refused =
        system
            .operations()
            .get(
                "/journeys?orderId=a%20b&patientId=%40&patientExamId=%40&dueAfter=now&dueBefore=1");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/orderId", "/patientId", "/patientExamId", "/dueAfter", "/dueBefore");
  }

  @Test
  void an_approval_clears_its_patient_until_it_is_contradicted() throws Exception {
    journeys.post(TestOrders.order("cleared", "Approve", 5101));
    String journey = "juniper:cleared:5101";
    journeys.awaitClosed(journey, "APPROVED");
    JsonNode clearance = clearance("juniper", "P-cleared");
    assertThat(clearance.path("valid").asBoolean()).isTrue();
    assertThat(clearance.at("/clearance/journeyId").asText()).isEqualTo(journey);
    assertThat(clearance.at("/clearance/examId").asInt()).isEqualTo(5101);

    sandbox.decide(sandbox.patientExam(journey, 5101), "Rejected");
    journeys.awaitHold(journey, "CONTRADICTION");
    JsonNode withdrawn = clearance("juniper", "P-cleared");
    assertThat(withdrawn.path("valid").asBoolean()).isFalse();
    assertThat(withdrawn.at("/clearance/withdrawnAt").isTextual()).isTrue();
    String asked = "/clearances?clinic=juniper&patientId=P-cleared";
    assertThat(system.operationsOf("cedar").get(asked).body().path("clearances")).isEmpty();
  }

  @Test
  void an_exam_that_may_prescribe_gives_no_clearance() throws Exception {
    journeys.post(TestOrders.prescription("juniper", "pills", "Waiting"));
    String journey = "juniper:pills:5204";
    journeys.awaitInvited(journey);
    sandbox.decide(sandbox.patientExam(journey, 5204), "Approved");
    journeys.awaitDecision(journey, "APPROVED");

    String asked = "/clearances?clinic=juniper&patientId=P-pills";
    assertThat(system.backend().get(asked).body().path("clearances")).isEmpty();
  }

  @Test
  void a_handover_is_owed_until_the_clinic_says_that_it_is_done() throws Exception {
    journeys.post(TestOrders.order("cedar", "owed", "Waiting", 5101));
    String journey = "cedar:owed:5101";
    journeys.awaitHold(journey, "HANDOVER");
    assertThat(obligation(journey, "INVITE").path("status").asText()).isEqualTo("MET");
    JsonNode open = obligation(journey, "HANDOVER");
    assertThat(open.path("status").asText()).isEqualTo("OPEN");
    assertThat(open.path("owner").asText()).isEqualTo("CLINIC");
    assertThat(open.path("dueAt").isTextual()).isTrue();

    assertThat(operator.release(journey, "HANDOVER", "c-1").status()).isEqualTo(200);
    JsonNode met = obligation(journey, "HANDOVER");
    assertThat(met.path("status").asText()).isEqualTo("MET");
    assertThat(met.path("evidence").asText()).startsWith("revision ");
    assertThat(system.operations().get("/obligations?status=OPEN&clinic=cedar").body().toString())
        .doesNotContain(journey);
  }

  private static JsonNode clearance(String clinic, String patient) throws IOException {
    String asked = "/clearances?clinic=" + clinic + "&patientId=" + patient;
    JsonNode clearances = system.backend().get(asked).body().path("clearances");
    assertThat(clearances).hasSize(1);
    return clearances.path(0);
  }

  private static JsonNode obligation(String journey, String kind) throws IOException {
    JsonNode owed = system.operations().get("/obligations?clinic=cedar").body();
    for (JsonNode obligation : owed.path("obligations")) {
      if (obligation.path("journeyId").asText().equals(journey)
          && obligation.path("kind").asText().equals(kind)) {
        return obligation;
      }
    }
    throw new AssertionError("no " + kind + " of " + journey + " in " + owed);
  }

  private static List<String> ids(String query) throws IOException {
    return List.copyOf(Changes.revisions(list("clinic=filtered&" + query)).keySet());
  }

  private static List<String> found(String query) throws IOException {
    return list(query).path("journeys").findValuesAsText("journeyId");
  }

  private static JsonNode list(String query) throws IOException {
    JsonClient.Answer answer = system.operations().get("/journeys?" + query);
    assertThat(answer.status()).as(query).isEqualTo(200);
    return answer.body();
  }
}
