package org.patientjourney.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.console.Browser.Page;

/** Follow-ups, deliveries and the access log on pages. */
class ListPagesTest {
  private static final List<String> PAGES =
      List.of(
          "/console",
          "/console/alarms",
          "/console/incidents",
          "/console/journeys",
          "/console/follow-ups",
          "/console/deliveries",
          "/console/store-orders",
          "/console/pauses",
          "/console/records",
          "/console/access-log");

  private static TestSystem system;

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.shared();
  }

  @ParameterizedTest
  @CsvSource({
    "backend, journeys records",
    "operations, alarms incidents journeys follow-ups deliveries store-orders pauses records",
    "compliance, journeys follow-ups records access-log",
    "care, records",
    "dispensing, records"
  })
  void each_role_is_shown_the_pages_that_it_may_open_and_no_other(String role, String pages)
      throws IOException {
    Browser browser = Browser.of(system, role);
    List<String> shown =
        browser.get("/console").links().stream().filter(PAGES::contains).distinct().toList();
    assertThat(String.join(" ", shown).replace("/console/", "")).isEqualTo("/console " + pages);
    for (String page : PAGES) {
      Page answer = browser.get(page);
      assertThat(answer.status()).as(page).isEqualTo(shown.contains(page) ? 200 : 403);
      assertThat(answer.headers().get("Content-Security-Policy")).startsWith("default-src 'none'");
    }
  }

  @Test
  void follow_ups_are_shown_by_day_also_as_of_a_day_to_come() throws IOException {
    Journeys journeys = new Journeys(system.operations());
    journeys.post(TestOrders.prescription("cedar", "console-owed", "Approve"));
    journeys.awaitDecision("cedar:console-owed:5204", "APPROVED");
    journeys.awaitEntry("cedar:console-owed:5204", "FOLLOW_UP_OWED");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String period = "?clinic=cedar&from=" + today + "&until=" + today.plusDays(40);
    Browser operations = Browser.of(system, "operations");
    Page now = operations.get("/console/follow-ups" + period);
    assertThat(row(now, "cedar:console-owed:5204")).contains("<td>due").doesNotContain("late");
    assertThat(now.links()).contains("/console/journeys/cedar:console-owed:5204:follow-up");
    Page later = operations.get("/console/follow-ups" + period + "&asOf=" + today.plusDays(60));
    assertThat(row(later, "cedar:console-owed:5204")).contains("<td>late");
    Page before = operations.get("/console/follow-ups" + period + "&asOf=" + today.minusDays(1));
    assertThat(before.html()).doesNotContain("console-owed");
    assertThat(Browser.of(system, "compliance").get("/console/follow-ups" + period).html())
        .contains("console-owed");
    Browser otherClinic = new Browser(system.url(), "key-of-members");
    assertThat(otherClinic.get("/console/follow-ups" + period).html())
        .doesNotContain("console-owed");
  }

  @ParameterizedTest
  @CsvSource({
    "from=yesterday, /from",
    "from=2026-11-28&until=2026-11-27, /until",
    "from=2026-11-28&until=2028-01-01, /until",
    "asOf=2026-13-01, /asOf",
    "colour=red, /colour"
  })
  void a_wrong_period_is_refused_with_its_field(String query, String field) throws IOException {
    Page refused = Browser.of(system, "operations").get("/console/follow-ups?" + query);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.html()).contains("<td>" + field + "</td>");
  }

  @Test
  void deliveries_and_quarantine_are_shown_and_not_to_other_clinics() throws IOException {
    Journeys journeys = new Journeys(system.operations());
    journeys.post(TestOrders.order("console-delivered", "Approve", 5101));
    journeys.awaitClosed("juniper:console-delivered:5101", "APPROVED");
    String query = "?journey=juniper:console-delivered:5101";
    Page found = Browser.of(system, "operations").get("/console/deliveries" + query);
    assertThat(row(found, "/console/journeys/juniper:console-delivered:5101"))
        .contains("applied", "<td>1</td>");
    Browser cedar = new Browser(system.url(), "key-of-cedar");
    assertThat(cedar.get("/console/deliveries" + query).html())
        .doesNotContain("/console/journeys/juniper");
    system.anonymous().post("/webhooks/qualiphy/console-unknown-token", TestOrders.order("x", "y"));
    assertThat(Browser.of(system, "operations").get("/console/deliveries?state=QUARANTINED").html())
        .contains("quarantined");
    assertThat(cedar.get("/console/deliveries?state=QUARANTINED").html()).contains("None.");
  }

  @Test
  void a_read_of_personal_data_and_a_refused_one_are_in_the_access_log() throws Exception {
    Journeys journeys = new Journeys(system.operations());
    journeys.post(TestOrders.order("console-read", "Waiting", 5101));
    String journey = "juniper:console-read:5101";
    journeys.awaitInvited(journey);
    String link = "/journeys/" + journey + "/invite-link";
    String purpose = "<b>the patient</b> asked";
    assertThat(system.read(link, system.keys().care(), "X-Purpose", purpose).statusCode())
        .isEqualTo(200);
    assertThat(system.read(link, system.keys().operations(), "X-Purpose", "x").statusCode())
        .isEqualTo(403);
    Page log = Browser.of(system, "compliance").get("/console/access-log?journey=" + journey);
    assertThat(row(log, "invite link"))
        .contains("care", "read", "&lt;b&gt;the patient&lt;/b&gt; asked");
    assertThat(log.html()).contains("denied");
  }

  private static String row(Page page, String words) {
    return Stream.of(page.html().split("<tr>", -1))
        .filter(row -> row.contains(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row of " + words + " in " + page.html()));
  }
}
