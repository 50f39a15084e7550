package org.patientjourney.local.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.console.Browser.Page;

/** Journeys on pages, and what is done there. */
class JourneyPageTest {
  private static final Pattern OFFER =
      Pattern.compile("(?s)<details class=\"offer\">.*?</details>");

  private static TestSystem system;
  private static Journeys journeys;
  private static Browser operations;

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.shared();
    journeys = new Journeys(system.operations());
    operations = new Browser(system.url(), system.keys().operations());
  }

  @Test
  void a_journey_is_found_by_its_order_and_shown_with_its_timeline() throws IOException {
    String journey = invited("console-found");
    Page list = operations.get("/console/journeys?clinic=&orderId=console-found&stage=");
    assertThat(list.links()).contains("/console/journeys/" + journey);
    Page page = operations.get("/console/journeys/" + journey);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.html())
        .contains("awaiting consultation", "the patient takes the exam", "invite sent")
        .contains("patientExamId " + system.sandbox().patientExam(journey, 5101));
  }

  @Test
  void a_list_goes_on_behind_its_cursor() throws IOException {
    journeys.post(TestOrders.order("console-pages", "Waiting", 5101, 5102));
    Page first = operations.get("/console/journeys?orderId=console-pages&limit=1");
    String one = "/console/journeys/juniper:console-pages:5101";
    String other = "/console/journeys/juniper:console-pages:5102";
    assertThat(first.links()).contains(one).doesNotContain(other);
    String next = first.links().get(first.links().size() - 1).replace("&amp;", "&");
    assertThat(operations.get("/console/journeys" + next).links())
        .contains(other)
        .doesNotContain(one);
  }

  @Test
  void a_command_is_given_once_with_reason_and_actor() throws IOException {
    String journey = invited("console-held");
    String path = "/console/journeys/" + journey;
    Map<String, String> form = form(operations.get(path), "hold");
    Page withoutReason = operations.post(path + "/commands", form);
    assertThat(withoutReason.status()).isEqualTo(422);
    assertThat(withoutReason.html()).contains("/reason", "why, in 1 to 500 characters");

    assertThat(operations.get(path + "?given=" + form.get("commandId")).html())
        .contains("The command is not recorded (yet)");
    assertThat(operations.get(path + "?given=no%20id").html()).doesNotContain("The command is");
    form.put("reason", "a\r\n".repeat(249) + "aa");
    Page done = operations.post(path + "/commands", form);
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.path()).isEqualTo(path);
    assertThat(done.html()).contains("The command is recorded", "held by person");
    assertThat(operations.post(path + "/commands", form).status()).as("sent twice").isEqualTo(200);
    assertThat(journeys.count(journey, "HELD_BY_PERSON")).isEqualTo(1);
    assertThat(journeys.get(journey).path("timeline").toString()).contains("\"operations\"");
  }

  @Test
  void a_restart_is_recorded_and_sent_later_again_is_the_same_command() throws IOException {
    String journey = invited("console-restarted");
    String path = "/console/journeys/" + journey;
    system.temporal().newUntypedWorkflowStub(journey).terminate("a test ends it");
    Map<String, String> form = form(operations.get(path), "restart");
    form.put("reason", "the run was ended by mistake");
    assertThat(operations.post(path + "/commands", form).html())
        .contains("The command is recorded");

    await().until(() -> shown(operations.get(path)).contains("hold"));
    await().until(() -> give(journey, "hold") == 200);
    Page again = operations.post(path + "/commands", form);
    assertThat(again.status()).as(again.html()).isEqualTo(200);
    assertThat(again.html()).contains("The command is recorded");
    assertThat(journeys.count(journey, "RUN_RESTARTED")).isEqualTo(1);
  }

  @Test
  void a_form_of_an_earlier_state_does_nothing() throws IOException {
    String journey = invited("console-stale");
    String path = "/console/journeys/" + journey;
    Map<String, String> form = form(operations.get(path), "cancel");
    new Operator(system.operations()).expect(journey, "hold", "c-1");
    form.put("reason", "too late");
    Page refused = operations.post(path + "/commands", form);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.html()).contains("Changed meanwhile", "nothing was done");
    assertThat(journeys.count(journey, "CANCEL_REQUESTED")).isZero();
  }

  @Test
  void a_form_without_the_sessions_token_does_nothing() throws IOException {
    String journey = invited("console-forged");
    String path = "/console/journeys/" + journey;
    Map<String, String> form = form(operations.get(path), "cancel");
    form.put("reason", "forged");
    form.put("csrf", "0".repeat(32));
    assertThat(operations.post(path + "/commands", form).status()).isEqualTo(403);
    assertThat(journeys.count(journey, "CANCEL_REQUESTED")).isZero();
  }

  @Test
  void each_role_sees_and_does_what_the_api_lets_it() throws IOException {
    String journey = invited("console-roles");
    String path = "/console/journeys/" + journey;
    assertThat(shown(operations.get(path))).contains("hold", "resend", "cancel", "close");
    Page backend = new Browser(system.url(), system.keys().backend()).get(path);
    assertThat(shown(backend)).containsExactly("cancel");
    Browser compliance = new Browser(system.url(), system.keys().compliance());
    assertThat(shown(compliance.get(path))).isEmpty();
    Map<String, String> forged = form(operations.get(path), "hold");
    forged.put("csrf", compliance.get(path).hidden("/console/logout").get("csrf"));
    assertThat(compliance.post(path + "/commands", forged).status()).isEqualTo(403);
    Browser care = new Browser(system.url(), system.keys().care());
    assertThat(care.get(path).status()).isEqualTo(403);
    assertThat(care.get("/console/journeys").status()).isEqualTo(403);
    assertThat(care.get("/console").html()).doesNotContain("/console/journeys");
  }

  @Test
  void another_clinics_journey_is_answered_like_an_unknown_one() throws IOException {
    String journey = invited("console-other");
    Browser cedar = new Browser(system.url(), "key-of-cedar");
    Page other = cedar.get("/console/journeys/" + journey);
    Page unknown = cedar.get("/console/journeys/juniper:no-such:5101");
    assertThat(other.status()).isEqualTo(404);
    assertThat(other.html()).isEqualTo(unknown.html());
    assertThat(cedar.get("/console/journeys?orderId=console-other").html())
        .doesNotContain("juniper:console-other");
    Map<String, String> form = form(operations.get("/console/journeys/" + journey), "hold");
    form.put("csrf", cedar.get("/console").hidden("/console/logout").get("csrf"));
    assertThat(cedar.post("/console/journeys/" + journey + "/commands", form).status())
        .isEqualTo(404);
  }

  /** On a real run: what is not shown is refused, what is shown is recorded. */
  @Test
  void shown_means_possible() throws IOException {
    String held = invited("console-shown-held");
    new Operator(system.operations()).expect(held, "hold", "c-1");
    String missed = invited("console-shown-missed");
    system.sandbox().decide(system.sandbox().patientExam(missed, 5101), "Missed");
    journeys.awaitHold(missed, "MISSED");
    String spent = invited("console-shown-spent");
    for (int resends = 0; resends < 3; resends++) { // the provider takes three
      await().until(() -> shown(operations.get("/console/journeys/" + spent)).contains("resend"));
      await().until(() -> give(spent, "resend") == 200);
    }
    Set<String> refused = new HashSet<>();
    for (String journey : List.of(invited("console-shown"), held, missed, spent)) {
      for (ObjectNode command : commands()) {
        String path = "/console/journeys/" + journey;
        boolean isShown = shown(operations.get(path)).contains(command.path("command").asText());
        if (!isShown) {
          assertRefused(journey, command);
          refused.add(command.path("command").asText());
        }
      }
      for (String command : List.of("resend", "close")) {
        Page page = operations.get("/console/journeys/" + journey);
        if (shown(page).contains(command)) {
          // What the engine does meanwhile makes a form stale.
          await(journey + " " + command).until(() -> give(journey, command) == 200);
        }
      }
      assertThat(journeys.get(journey).path("open").asBoolean()).as(journey).isFalse();
      assertThat(shown(operations.get("/console/journeys/" + journey))).isEmpty();
      for (ObjectNode command : commands()) {
        assertRefused(journey, command);
      }
    }
    assertThat(refused).contains("resend", "release", "resolve-invite", "re-invite");
  }

  private static void assertRefused(String journey, ObjectNode command) throws IOException {
    String path = "/journeys/" + journey + "/commands";
    assertThat(system.operations().post(path, command).status())
        .as("%s %s", journey, command)
        .isEqualTo(409);
  }

  @Test
  void a_form_of_an_ended_session_comes_back_with_its_reason_and_does_nothing_before_it_is_sent()
      throws IOException {
    String journey = invited("console-ended");
    String path = "/console/journeys/" + journey;
    Browser browser = new Browser(system.url(), system.keys().operations());
    Map<String, String> form = form(browser.get(path), "hold");
    form.put("reason", "she asked for some time");
    browser.post("/console/logout", browser.get(path).hidden("/console/logout"));

    Page login = browser.post(path + "/commands", form);
    assertThat(login.status()).isEqualTo(401);
    assertThat(login.path()).isEqualTo(path + "/commands");
    Page kept = browser.send(login, "/console/login", Map.of("key", system.keys().operations()));
    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.path()).isEqualTo("/console/login");
    assertThat(kept.html()).contains("<dd>hold</dd>", ">she asked for some time</textarea>");
    assertThat(journeys.count(journey, "HELD_BY_PERSON")).isZero();

    Page done = browser.send(kept, path + "/commands", Map.of("reason", "she asked for time"));
    assertThat(done.html()).contains("The command is recorded", "held by person");
    assertThat(journeys.count(journey, "HELD_BY_PERSON")).isEqualTo(1);
  }

  private static int give(String journey, String command) throws IOException {
    String path = "/console/journeys/" + journey;
    Map<String, String> form = form(operations.get(path), command);
    form.put("reason", "it is shown");
    return operations.post(path + "/commands", form).status();
  }

  private static List<ObjectNode> commands() {
    return List.of(
        command("hold"),
        command("release").put("hold", "HELD_BY_PERSON"),
        command("resolve-invite").put("resolution", "send-again"),
        command("re-invite"),
        command("record-decision").put("decision", "approved").put("evidence", "portal"),
        command("invite-delivered"),
        command("resend"),
        command("cancel"),
        command("close"));
  }

  private static ObjectNode command(String kind) {
    return Operator.words(UUID.randomUUID().toString()).put("command", kind);
  }

  private static String invited(String orderId) throws IOException {
    journeys.post(TestOrders.order(orderId, "Waiting", 5101));
    String journey = "juniper:" + orderId + ":5101";
    journeys.awaitInvited(journey);
    return journey;
  }

  /** The kinds of commands that a page offers. */
  private static List<String> shown(Page page) {
    return OFFER.matcher(page.html()).results().map(found -> kind(found.group())).toList();
  }

  private static String kind(String offer) {
    Matcher kind = Pattern.compile("name=\"command\" value=\"([a-z-]+)\"").matcher(offer);
    assertThat(kind.find()).isTrue();
    return kind.group(1);
  }

  /** The fields of the form that gives a command. */
  private static Map<String, String> form(Page page, String command) {
    String offer =
        OFFER
            .matcher(page.html())
            .results()
            .map(found -> found.group())
            .filter(found -> kind(found).equals(command))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + command + " in " + page.html()));
    return new HashMap<>(Browser.hidden(offer));
  }
}
