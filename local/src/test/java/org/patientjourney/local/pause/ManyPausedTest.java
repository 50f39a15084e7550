package org.patientjourney.local.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Patience;
import org.patientjourney.local.Pauses;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.TestSystem;

/** Many orders and half as many events come while a clinic is paused: {@code journey.pauses}. */
@Tag("endurance")
class ManyPausedTest {
  private static final String CLINIC = "juniper";
  private static final int ORDERS = Integer.getInteger("journey.pauses", 1_000);
  private static final int EVENTS = ORDERS / 2;
  private static final int PAGE = 500;

  /** Two minutes pass between the last looks for a release; the rest is for the calls. */
  private static final Duration LONG = Patience.of(Duration.ofMinutes(6));

  @TempDir private Path data;

  @Test
  void many_events_are_applied_in_a_pause_and_each_of_many_invites_is_sent_once_after_it()
      throws Exception {
    try (TestSystem system = TestSystem.start(data)) {
      TestSandbox sandbox = system.sandbox();
      Pauses pauses = new Pauses(system.operations());
      post(system, "before", "Waiting", EVENTS);
      awaitJourneys(system, EVENTS, "", has("/facets/invite", "SENT"));
      Map<String, String> exams = patientExams(sandbox);
      assertThat(exams).hasSize(EVENTS);

      JsonNode pause = pauses.begin(CLINIC, "pause-1");
      long calls = sandbox.calls(CLINIC);
      post(system, "during", "Approve", ORDERS);
      for (String exam : exams.values()) {
        sandbox.decide(exam, "Approved");
      }
      awaitJourneys(system, EVENTS, "&open=false", has("/closure/outcome", "APPROVED"));
      awaitJourneys(
          system,
          ORDERS,
          "&open=true",
          journey -> journey.at("/next/what").asText().contains("GET /pauses"));
      assertThat(sandbox.calls(CLINIC)).isEqualTo(calls);

      pauses.release(pause, "release-1");
      awaitJourneys(system, ORDERS + EVENTS, "&open=false", has("/closure/outcome", "APPROVED"));
      assertThat(patientExams(sandbox)).hasSize(ORDERS + EVENTS).containsAllEntriesOf(exams);
      assertThat(sandbox.calls(CLINIC, "exam_invite")).isEqualTo(ORDERS + EVENTS);
    }
  }

  private static void post(TestSystem system, String name, String decision, int count)
      throws IOException {
    Journeys journeys = new Journeys(system.operations());
    for (int i = 0; i < count; i++) {
      journeys.post(TestOrders.order(CLINIC, name + "-" + i, decision, 5101));
    }
  }

  /** By meeting; fails when one has two invites. */
  private static Map<String, String> patientExams(TestSandbox sandbox) throws IOException {
    Map<String, String> exams = new HashMap<>();
    for (JsonNode invite : sandbox.state().path("invites")) {
      String meeting = invite.at("/patient/additional_data").asText();
      String exam = invite.at("/patient_exams/0/patient_exam_id").asText();
      assertThat(exams.put(meeting, exam)).as("an earlier invite of %s", meeting).isNull();
    }
    return exams;
  }

  private static Predicate<JsonNode> has(String pointer, String value) {
    return journey -> journey.at(pointer).asText().equals(value);
  }

  private static void awaitJourneys(
      TestSystem system, int expected, String filter, Predicate<JsonNode> condition) {
    int found =
        await("%d journeys of the filter %s".formatted(expected, filter))
            .atMost(LONG)
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> count(system, filter, condition), count -> count >= expected);
    assertThat(found).as("journeys of the filter %s", filter).isEqualTo(expected);
  }

  private static int count(TestSystem system, String filter, Predicate<JsonNode> condition)
      throws IOException {
    String query = "/journeys?clinic=" + CLINIC + "&limit=" + PAGE + filter;
    String after = "";
    int count = 0;
    while (true) {
      JsonNode page = system.operations().get(query + after).success().path("journeys");
      for (JsonNode journey : page) {
        count += condition.test(journey) ? 1 : 0;
      }
      if (page.size() < PAGE) {
        return count;
      }
      after = "&after=" + page.get(PAGE - 1).path("journeyId").asText();
    }
  }
}
