package org.patientjourney.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.Fault;

class PageTest {
  private static final Pattern ENDPOINT = Pattern.compile("\"(GET|POST|DELETE) (/[^\" ]*)\"");
  private static final Pattern NONCE = Pattern.compile("nonce=\"([0-9a-f-]{36})\"");

  @TempDir Path data;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    sandbox = TestSandbox.start(data);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private String page() throws Exception {
    return sandbox.call("GET", "/sandbox", "").body();
  }

  private static JsonNode options(String page) throws Exception {
    return Json.MAPPER.readTree(
        page.replaceFirst("(?s).*<script type=\"application/json\" id=\"options\">", "")
            .replaceFirst("(?s)</script>.*", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sandbox", "/sandbox/"})
  void page_is_served_as_html(String path) throws Exception {
    HttpResponse<String> response =
        sandbox.send(HttpRequest.newBuilder(sandbox.uri().resolve(path)).build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
    assertThat(response.body()).startsWith("<!doctype html>").doesNotContain("{{");
  }

  @Test
  void every_endpoint_that_the_page_calls_exists() throws Exception {
    sandbox.invite(TestInvites.forGfe("Wait"));
    Matcher endpoint = ENDPOINT.matcher(page());
    TreeSet<String> called = new TreeSet<>();

    while (endpoint.find()) {
      called.add(endpoint.group(2));
      String path =
          endpoint
              .group(2)
              .replace("{id}", endpoint.group(2).contains("exams") ? "601001" : "juniper");
      TestSandbox.Answered answer = sandbox.call(endpoint.group(1), path, "{}");
      assertThat(answer.body()).as(path).doesNotContain("no such path", "method not allowed");
    }

    assertThat(called)
        .containsExactly(
            "/sandbox/accounts/{id}",
            "/sandbox/deliver",
            "/sandbox/exams/{id}/decide",
            "/sandbox/exams/{id}/prescribe",
            "/sandbox/exams/{id}/ship",
            "/sandbox/faults",
            "/sandbox/fire",
            "/sandbox/release",
            "/sandbox/shape",
            "/sandbox/state");
  }

  @Test
  void all_calls_use_the_table_of_endpoints() throws Exception {
    assertThat(page().split("\\bfetch\\(", -1)).hasSize(2);
    assertThat(page()).doesNotContain("XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource");
  }

  @Test
  void nothing_can_become_markup_or_code() throws Exception {
    String page = page();

    assertThat(page)
        .doesNotContainIgnoringCase("innerHTML")
        .doesNotContainIgnoringCase("outerHTML")
        .doesNotContainIgnoringCase("insertAdjacentHTML")
        .doesNotContainIgnoringCase("createContextualFragment")
        .doesNotContainIgnoringCase("DOMParser")
        .doesNotContain("document.write", "eval(", "new Function", "javascript:", "srcdoc");
    assertThat(Pattern.compile("\\son[a-z]+\\s*=").matcher(page).find()).isFalse();
  }

  @Test
  void only_scripts_with_the_pages_nonce_may_run_and_it_is_another_one_each_time()
      throws Exception {
    String page = page();
    Matcher nonce = NONCE.matcher(page);
    assertThat(nonce.find()).isTrue();

    assertThat(page)
        .contains("default-src 'none'; script-src 'nonce-" + nonce.group(1) + "'")
        .doesNotContain("unsafe-inline", "unsafe-eval");
    assertThat(page()).doesNotContain(nonce.group(1));
  }

  @Test
  void nothing_is_loaded_from_elsewhere() throws Exception {
    assertThat(page()).doesNotContain("http:", "https:", "//cdn", " src=", " href=", "@import");
  }

  @Test
  void page_offers_all_faults_switches_and_clinics_that_there_are() throws Exception {
    JsonNode options = options(page());

    assertThat(names(options.path("endpoints_by_fault")))
        .containsExactlyElementsOf(Arrays.stream(Fault.values()).map(Fault::wireName).toList());
    assertThat(names(options.path("switches")))
        .containsExactlyElementsOf(names(sandbox.state().path("shape")));
    assertThat(options.path("clinics").toString()).isEqualTo("[\"juniper\",\"alder\"]");
    assertThat(options.path("statuses")).hasSize(5);
  }

  @Test
  void every_value_that_the_page_offers_is_accepted() throws Exception {
    JsonNode options = options(page());

    for (String name : names(options.path("switches"))) {
      for (JsonNode value : options.path("switches").path(name)) {
        assertThat(sandbox.post("/sandbox/shape", Map.of(name, value)).status()).isEqualTo(200);
      }
    }
    for (String fault : names(options.path("endpoints_by_fault"))) {
      for (JsonNode endpoint : options.path("endpoints_by_fault").path(fault)) {
        assertThat(
                sandbox
                    .post("/sandbox/faults", Map.of("fault", fault, "endpoint", endpoint))
                    .status())
            .isEqualTo(200);
      }
    }
  }

  private static List<String> names(JsonNode object) {
    return object.propertyStream().map(Map.Entry::getKey).toList();
  }

  @Test
  void clinics_name_cannot_end_the_script_that_holds_it() throws Exception {
    String evil = "</script><script>alert(1)</script>";
    try (TestSandbox other =
        TestSandbox.start(
            data.resolve("other"), Map.of("k", evil), TestSandbox.QUICK, InstantSource.system())) {
      String page = other.call("GET", "/sandbox", "").body();

      assertThat(page).doesNotContain("<script>alert");
      assertThat(options(page).path("clinics").get(0).asText()).isEqualTo(evil);
    }
  }
}
