package org.patientjourney.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.sandbox.FakeClock;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestReceiver;
import org.patientjourney.sandbox.TestSandbox;

class PdfTest {
  @TempDir Path data;
  private final FakeClock clock = new FakeClock();
  private TestReceiver receiver;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    receiver = new TestReceiver();
    sandbox = TestSandbox.start(data, TestSandbox.QUICK, clock);
    sandbox.invite(TestInvites.forGfe("Wait").put("webhook_url", receiver.url()));
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.close();
  }

  private JsonNode decided(String status) throws Exception {
    int before = receiver.bodies().size();
    sandbox.decide(601001, status);
    await().until(() -> receiver.bodies().size() == before + 1);
    return receiver.bodies().get(before).path("exam_url");
  }

  private String link() throws Exception {
    return decided("Approved").asText();
  }

  private HttpResponse<String> get(String link) throws Exception {
    return sandbox.send(HttpRequest.newBuilder(URI.create(link)).build());
  }

  private void arm(String fault) throws Exception {
    assertThat(sandbox.arm(fault).status()).isEqualTo(200);
  }

  @Test
  void link_leads_to_a_pdf_that_is_the_same_each_time() throws Exception {
    String link = link();
    HttpResponse<String> first = get(link);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Content-Type")).contains("application/pdf");
    assertThat(first.body())
        .startsWith("%PDF-1.4\n")
        .endsWith("%%EOF\n")
        .contains("(Patient exam 601001: GFE: Neurotoxin & Filler) Tj", "Fictional");
    assertThat(get(link).body()).isEqualTo(first.body());
  }

  @Test
  void table_of_the_pdf_says_where_its_objects_begin() throws Exception {
    String pdf = get(link()).body();

    int start = Integer.parseInt(pdf.replaceFirst("(?s).*startxref\n(\\d+)\n.*", "$1"));
    assertThat(pdf.substring(start)).startsWith("xref\n0 6\n0000000000 65535 f \n");
    Matcher entry = Pattern.compile("(\\d{10}) 00000 n \n").matcher(pdf);
    int number = 0;
    while (entry.find()) {
      number++;
      assertThat(pdf.substring(Integer.parseInt(entry.group(1)))).startsWith(number + " 0 obj\n");
    }
    assertThat(number).isEqualTo(5);
    String stream = pdf.replaceFirst("(?s).*stream\n(.*)endstream.*", "$1");
    assertThat(pdf).contains("/Length " + stream.length() + " ");
  }

  @Test
  void link_dies_after_a_day_of_the_sandboxs_clock() throws Exception {
    String link = link();

    clock.advance(Duration.ofHours(24).minusSeconds(1));
    assertThat(get(link).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));

    HttpResponse<String> dead = get(link);
    assertThat(dead.statusCode()).isEqualTo(403);
    assertThat(dead.body()).doesNotContain("PDF", "601001");
  }

  @Test
  void changed_link_is_refused() throws Exception {
    String link = link();
    String end = link.substring(link.length() - 1);

    assertThat(get(link.replaceFirst(".$", end.equals("0") ? "1" : "0")).statusCode())
        .isEqualTo(403);
    assertThat(get(link.replaceFirst("Expires=1", "Expires=2")).statusCode()).isEqualTo(403);
    assertThat(get(link.replace("601001", "601002")).statusCode()).isEqualTo(403);
    assertThat(get(link.replaceFirst("Signature=.*", "Signature=")).statusCode()).isEqualTo(403);
    assertThat(get(link.replaceFirst("\\?.*", "")).statusCode()).isEqualTo(403);
    assertThat(get(link).statusCode()).isEqualTo(200);
  }

  @Test
  void every_sending_has_a_signature_of_its_own() throws Exception {
    Set<String> links = new HashSet<>();
    links.add(link());
    sandbox.post("/sandbox/deliver", Map.of("event", 1, "copies", 3));
    await().until(() -> receiver.bodies().size() == 4);
    receiver.bodies().forEach(body -> links.add(body.path("exam_url").asText()));

    assertThat(links).hasSize(4);
    for (String link : links) {
      assertThat(get(link).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void redelivery_after_a_day_brings_a_link_that_lives() throws Exception {
    link();
    clock.advance(Duration.ofDays(2));

    sandbox.post("/sandbox/deliver", Map.of("event", 1));

    await().until(() -> receiver.bodies().size() == 2);
    assertThat(get(receiver.bodies().get(1).path("exam_url").asText()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"NA, true", "Missed, true", "Rejected, false", "On Ice, false"})
  void without_a_clinician_there_is_no_link(String status, boolean none) throws Exception {
    assertThat(decided(status).isNull()).isEqualTo(none);
  }

  @Test
  void link_lives_on_in_the_next_process_if_it_has_the_same_port() throws Exception {
    URI link = URI.create(link());
    sandbox.close();
    sandbox = TestSandbox.start(data, TestSandbox.QUICK, clock);

    URI elsewhere = sandbox.uri().resolve(link.getRawPath() + "?" + link.getRawQuery());

    assertThat(get(elsewhere.toString()).statusCode()).isEqualTo(200);
  }

  @Test
  void faults_strike_once_and_only_links_that_live() throws Exception {
    String link = link();
    arm("pdf-500");
    arm("pdf-not-pdf");
    assertThat(get(link.replace("601001", "601002")).statusCode()).isEqualTo(403);

    HttpResponse<String> error = get(link);
    HttpResponse<String> html = get(link);

    assertThat(error.statusCode()).isEqualTo(500);
    assertThat(html.statusCode()).isEqualTo(200);
    assertThat(html.headers().firstValue("Content-Type")).contains("text/html");
    assertThat(html.body()).startsWith("<html>");
    assertThat(get(link).body()).startsWith("%PDF");
    assertThat(sandbox.state().path("faults")).isEmpty();
  }

  @Test
  void slow_pdf_takes_its_time() throws Exception {
    String link = link();
    sandbox.post("/sandbox/faults", Map.of("fault", "pdf-slow", "millis", 150));
    long before = System.nanoTime();

    assertThat(get(link).body()).startsWith("%PDF");

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void faults_concern_their_clinic() throws Exception {
    String link = link();
    sandbox.post("/sandbox/faults", Map.of("fault", "pdf-500", "clinic", "alder"));

    assertThat(get(link).statusCode()).isEqualTo(200);
  }
}
