package org.patientjourney.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.access.TestEndpoints.CARE_KEY;
import static org.patientjourney.app.access.TestEndpoints.OPERATIONS_KEY;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.TestDatabase;
import org.patientjourney.app.access.Sessions;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.app.obligation.ObligationResource;

/** Who comes in, and which forms are taken. */
class LoginTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final TestConsole console =
      new TestConsole(
          new Sessions(TestEndpoints.ACCESS, TestEndpoints.ENCRYPTION, now::get, false),
          new ObligationResource(TestDatabase.down()));

  @Test
  void without_a_session_every_page_leads_to_the_login_and_back() {
    ContainerResponse answer = console.get("console", null);
    assertThat(answer.getStatus()).isEqualTo(303);
    assertThat(TestConsole.location(answer)).isEqualTo("/console/login?next=%2Fconsole");
    ContainerResponse login = console.get("console/login?next=/console/journeys", null);
    assertThat(login.getEntity().toString()).contains("value=\"/console/journeys\"");
    ContainerResponse done =
        console.post(
            "console/login",
            null,
            Map.of("key", OPERATIONS_KEY, "next", "/console/journeys/a:b:1"));
    assertThat(done.getStatus()).isEqualTo(303);
    assertThat(TestConsole.location(done)).isEqualTo("/console/journeys/a:b:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example.org",
        "//elsewhere.example.org",
        "/console//elsewhere.example.org",
        "/consoles",
        "/journeys",
        "/console/%zz",
        "/console/../docs",
        "/console/%2e%2e/docs",
        "/console/journeys/.%2E",
        "/console/login",
        "javascript:alert(1)"
      })
  void a_login_leads_nowhere_but_to_the_console(String next) {
    ContainerResponse answer =
        console.post("console/login", null, Map.of("key", OPERATIONS_KEY, "next", next));
    assertThat(TestConsole.location(answer)).isEqualTo("/console");
  }

  @Test
  void a_login_within_a_session_begins_another() {
    NewCookie session = console.login(OPERATIONS_KEY);
    ContainerResponse answer = console.post("console/login", session, Map.of("key", CARE_KEY));
    assertThat(answer.getStatus()).isEqualTo(303);
    NewCookie begun = answer.getCookies().get(Sessions.COOKIE);
    assertThat(console.get("console/no-such-page", begun).getEntity().toString())
        .contains("front-desk, care");
  }

  @Test
  void cookies_that_cannot_be_read_are_no_session() {
    ContainerResponse answer =
        console.get("console", new Cookie.Builder("$Version").value("a; x=y").build());
    assertThat(TestConsole.location(answer)).isEqualTo("/console/login?next=%2Fconsole");
  }

  @ParameterizedTest
  @CsvSource({"nonsense, 415", "ISO-8859-1, 415", "utf-8, 303"})
  void a_form_in_another_charset_is_refused(String charset, int status) {
    Map<String, String> form = Map.of("key", OPERATIONS_KEY);
    String type = "application/x-www-form-urlencoded; charset=" + charset;
    assertThat(console.post("console/login", null, form, "Content-Type", type).getStatus())
        .isEqualTo(status);
  }

  @Test
  void an_unknown_key_is_refused_with_the_form() {
    ContainerResponse answer = console.post("console/login", null, Map.of("key", "guessed"));
    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getCookies()).isEmpty();
    assertThat(answer.getEntity().toString()).contains("No caller has this key").contains("<form");
  }

  @Test
  void an_ended_session_is_told_and_nothing_is_done() {
    NewCookie session = console.login(OPERATIONS_KEY);
    String token = console.tokenOf(session);
    now.set(NOW.plus(Sessions.LIFETIME));
    ContainerResponse read = console.get("console/journeys/a:b:1", session);
    assertThat(TestConsole.location(read))
        .isEqualTo("/console/login?next=%2Fconsole%2Fjourneys%2Fa%3Ab%3A1&ended=true");
    assertThat(console.get("console/login?ended=true", null).getEntity().toString())
        .contains("Your session has ended");
    ContainerResponse form = console.post("console/logout", session, Map.of("csrf", token));
    assertThat(form.getStatus()).isEqualTo(401);
    assertThat(form.getEntity().toString())
        .contains("Session ended", "nothing was done", "href=\"/console/login\"");
  }

  @Test
  void a_form_of_an_ended_session_goes_through_the_login_and_comes_back_unsent() {
    NewCookie session = console.login(OPERATIONS_KEY);
    String path = "console/journeys/a:b:1/commands";
    Map<String, String> form =
        Map.of("csrf", console.tokenOf(session), "command", "hold", "reason", "\"><b>later</b>");
    now.set(NOW.plus(Sessions.LIFETIME));
    ContainerResponse login = console.post(path, session, form);
    assertThat(login.getStatus()).isEqualTo(401);
    assertThat(login.getEntity().toString())
        .contains("name=\"keptPath\" value=\"/" + path, "&quot;&gt;&lt;b&gt;later")
        .doesNotContain(form.get("csrf"));

    Map<String, String> kept =
        Map.of("keptPath", "/" + path, "kept.command", "hold", "kept.reason", "later");
    Map<String, String> wrongKey = new HashMap<>(kept);
    wrongKey.put("key", "guessed");
    ContainerResponse again = console.post("console/login", null, wrongKey);
    assertThat(again.getStatus()).isEqualTo(401);
    assertThat(again.getEntity().toString()).contains("name=\"kept.reason\" value=\"later\"");

    Map<String, String> rightKey = new HashMap<>(kept);
    rightKey.put("key", OPERATIONS_KEY);
    ContainerResponse shown = console.post("console/login", null, rightKey);
    assertThat(shown.getStatus()).isEqualTo(200);
    NewCookie begun = Objects.requireNonNull(shown.getCookies().get(Sessions.COOKIE));
    assertThat(shown.getEntity().toString())
        .contains(">later</textarea>", "action=\"/" + path + "\"", console.tokenOf(begun));
    assertThat(shown.getHeaderString("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void no_form_of_another_site_is_kept_nor_sent_to_one() {
    Map<String, String> form = Map.of("command", "hold", "reason", "forged");
    ContainerResponse refused =
        console.post("console/journeys/a:b:1/commands", null, form, "Sec-Fetch-Site", "cross-site");
    assertThat(refused.getStatus()).isEqualTo(403);
    assertThat(refused.getEntity().toString()).doesNotContain("forged");
    for (String elsewhere :
        List.of("https://elsewhere.example.org/console", "//elsewhere.example.org", "/orders")) {
      Map<String, String> login =
          Map.of("key", OPERATIONS_KEY, "keptPath", elsewhere, "kept.reason", "forged");
      ContainerResponse answer = console.post("console/login", null, login);
      assertThat(answer.getStatus()).as(elsewhere).isEqualTo(303);
      assertThat(TestConsole.location(answer)).isEqualTo("/console");
    }
  }

  @Test
  void a_form_without_its_sessions_token_is_refused() {
    NewCookie session = console.login(OPERATIONS_KEY);
    String ofAnother = console.tokenOf(console.login(OPERATIONS_KEY));
    for (Map<String, String> form :
        List.of(Map.<String, String>of(), Map.of("csrf", ""), Map.of("csrf", ofAnother))) {
      ContainerResponse refused = console.post("console/logout", session, form);
      assertThat(refused.getStatus()).as("%s", form).isEqualTo(403);
      assertThat(refused.getEntity().toString()).contains("Form refused", "Open the page again");
    }
    assertThat(
            console
                .post("console/logout", session, Map.of("csrf", console.tokenOf(session)))
                .getStatus())
        .isEqualTo(303);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, none, 403",
    "Sec-Fetch-Site, same-origin, 303",
    "Origin, https://elsewhere.example.org, 403",
    "Origin, null, 403",
    "Origin, http://journey.example.org.elsewhere.example.org, 403",
    "Origin, http://journey.example.org, 303",
    "Origin, https://journey.example.org, 303"
  })
  void a_form_of_another_site_is_refused_even_with_the_token(
      String header, String value, int status) {
    NewCookie session = console.login(OPERATIONS_KEY);
    Map<String, String> form = Map.of("csrf", console.tokenOf(session));
    assertThat(console.post("console/logout", session, form, header, value).getStatus())
        .isEqualTo(status);
    assertThat(
            console
                .post("console/login", null, Map.of("key", OPERATIONS_KEY), header, value)
                .getStatus())
        .isEqualTo(status);
  }

  @Test
  void a_logout_takes_the_cookie_away() {
    NewCookie session = console.login(CARE_KEY);
    ContainerResponse answer =
        console.post("console/logout", session, Map.of("csrf", console.tokenOf(session)));
    assertThat(answer.getHeaderString("Set-Cookie"))
        .contains("journey_console=;", "Max-Age=0", "Path=/console");
  }

  @Test
  void a_large_form_is_refused() {
    ContainerResponse answer =
        console.post("console/login", null, Map.of("key", "a".repeat(16 * 1024 + 1)));
    assertThat(answer.getStatus()).isEqualTo(413);
  }

  @Test
  void every_answer_has_the_content_security_policy_and_is_not_kept() {
    Cookie session = console.login(OPERATIONS_KEY);
    for (ContainerResponse answer :
        List.of(
            console.get("console", null),
            console.get("console;x=1", null),
            console.get("console/a%0Ab", null),
            console.get("console/no-such-page", null),
            console.get("console/login", null),
            console.get("console/no-such-page", session),
            console.get("console/login?no-such=1", session),
            console.post("console/login", null, Map.of("key", "guessed")),
            console.post("console/logout", session, Map.of()))) {
      assertThat(answer.getHeaderString("Content-Security-Policy"))
          .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.getHeaderString("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  @Test
  void a_browser_keeps_the_style_sheet() {
    assertThat(console.get("console/console.css", null).getHeaderString("Cache-Control"))
        .isEqualTo("max-age=300");
  }

  @Test
  void what_is_not_there_is_a_page_that_says_so() {
    ContainerResponse answer = console.get("console/no-such-page", console.login(CARE_KEY));
    assertThat(answer.getStatus()).isEqualTo(404);
    assertThat(answer.getMediaType().toString()).isEqualTo("text/html;charset=utf-8");
    assertThat(answer.getEntity().toString()).contains("Not Found", "Log out", "Back to today");
  }

  @Test
  void fields_of_a_filter_that_were_left_empty_are_left_out() {
    ContainerResponse answer =
        console.get("console/journeys?clinic=&stage=HELD&hold=", console.login(OPERATIONS_KEY));
    assertThat(TestConsole.location(answer)).isEqualTo("/console/journeys?stage=HELD");
  }

  @Test
  void a_session_opens_nothing_but_the_console() {
    assertThat(console.get("obligations", console.login(OPERATIONS_KEY)).getStatus())
        .isEqualTo(401);
  }
}
