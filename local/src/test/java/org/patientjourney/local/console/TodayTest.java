package org.patientjourney.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;

/** The first page, as each role sees it. */
class TodayTest {
  private static TestSystem system;

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.shared();
  }

  @ParameterizedTest
  @CsvSource({
    "backend, held overdue",
    "operations, alarms incidents held overdue overdue-follow-ups follow-ups",
    "compliance, held overdue overdue-follow-ups follow-ups",
    "care, ''",
    "dispensing, ''"
  })
  void each_role_sees_what_the_api_answers_it(String role, String sections) throws IOException {
    Browser.Page today = Browser.of(system, role).get("/console");
    assertThat(today.status()).isEqualTo(200);
    List<String> shown =
        Pattern.compile("<h2 id=\"([a-z-]+)\"")
            .matcher(today.html())
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(String.join(" ", shown)).isEqualTo(sections);
    assertThat(today.headers().get("Content-Security-Policy")).startsWith("default-src 'none'");
  }

  @Test
  void a_held_journey_is_shown_to_its_clinic_with_what_to_do_and_to_no_other() throws IOException {
    Journeys journeys = new Journeys(system.operations());
    journeys.post(TestOrders.order("cedar", "console-held", "Waiting", 5101));
    String journey = "cedar:console-held:5101";
    journeys.awaitInvited(journey);
    new Operator(system.operations()).expect(journey, "hold", "c-1");
    assertThat(new Browser(system.url(), "key-of-cedar").get("/console").html())
        .contains("clinic cedar", journey, "link to the patient, invite-delivered");
    assertThat(new Browser(system.url(), "key-of-members").get("/console").html())
        .contains("clinic members")
        .doesNotContain("cedar:");
  }
}
