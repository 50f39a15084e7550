package org.patientjourney.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.system.LocalKeys;

/** A browser without JavaScript that is logged in at the console. */
final class Browser {
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

  private final URI engine;
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(Redirect.ALWAYS)
          .build();

  Browser(URI engine, String key) throws IOException {
    this.engine = engine;
    Page first = post("/console/login", Map.of("key", key));
    assertThat(first.status()).as(first.html()).isEqualTo(200);
  }

  /** Logged in with the key of a role, in lower case. */
  static Browser of(TestSystem system, String role) throws IOException {
    LocalKeys keys = system.keys();
    Map<String, String> all =
        Map.of(
            "backend", keys.backend(),
            "operations", keys.operations(),
            "compliance", keys.compliance(),
            "care", keys.care(),
            "dispensing", keys.dispensing());
    return new Browser(system.url(), Objects.requireNonNull(all.get(role), role));
  }

  /** What was answered at last, behind all redirects. */
  record Page(int status, String path, String html, Map<String, String> headers) {
    /** The path of each link. */
    List<String> links() {
      return Pattern.compile("<a href=\"([^\"]+)\"")
          .matcher(html)
          .results()
          .map(found -> found.group(1))
          .toList();
    }

    /** Whether there is a form that is sent to a path. */
    boolean offers(String action) {
      return html.contains("<form method=\"post\" action=\"" + action + "\">");
    }

    /** The hidden fields of the form that is sent to a path. */
    Map<String, String> hidden(String action) {
      Matcher form =
          Pattern.compile("(?s)<form[^>]*action=\"" + Pattern.quote(action) + "\".*?</form>")
              .matcher(html);
      assertThat(form.find()).as("a form to %s in %s", action, html).isTrue();
      return Browser.hidden(form.group());
    }
  }

  /** The hidden fields of a form. */
  static Map<String, String> hidden(String form) {
    return HIDDEN
        .matcher(form)
        .results()
        .collect(
            Collectors.toMap(
                found -> found.group(1), found -> found.group(2), (a, b) -> b, TreeMap::new));
  }

  Page get(String path) throws IOException {
    return ask(HttpRequest.newBuilder(engine.resolve(path)).GET());
  }

  Page post(String path, Map<String, String> form) throws IOException {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return ask(
        HttpRequest.newBuilder(engine.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sends the form of a page with what a person writes into it. */
  Page send(Page page, String action, Map<String, String> written) throws IOException {
    Map<String, String> form = new TreeMap<>(page.hidden(action));
    form.putAll(written);
    return post(action, form);
  }

  private Page ask(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString(UTF_8));
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
      return new Page(answer.statusCode(), answer.uri().getPath(), answer.body(), headers);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
