package org.patientjourney.local.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.local.Deliveries;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.RawHttp;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;

/** Headers and framing that an HTTP library would not send; each request is written to a socket. */
@SuppressWarnings("NullAway.Init") // set before the tests
class HttpIntakeTest {
  private static final byte[] BODY = utf8("{\"event\":9}");
  private static final int UNKNOWN_TOKENS_A_MINUTE = 60;

  @TempDir private static Path data;
  private static TestSystem system;
  private static Journeys journeys;
  private static Deliveries deliveries;
  private static RawHttp http;
  private static String bearer;

  @BeforeAll
  static void start() throws Exception {
    system = TestSystem.start(data);
    journeys = new Journeys(system.operations());
    deliveries = new Deliveries(system.operations());
    http = new RawHttp(system.url());
    bearer = "Authorization: Bearer " + system.keys().operations() + "\r\n";
  }

  @AfterAll
  static void stop() throws Exception {
    system.close();
  }

  @Test
  void a_delivery_with_any_headers_is_stored_and_read() throws Exception {
    String journey = park("headers");
    List<String> headers =
        List.of(
            "Content-Type: json",
            "Content-Type: application/json, application/json",
            "Content-Type: ",
            "Content-Type: application/json; charset",
            "Content-Type: application/x-www-form-urlencoded",
            "Accept: */*;q=x",
            "Accept: ;;",
            "Accept: text/html",
            "Accept-Language: x;q=y",
            "Cookie: \"; ;;=",
            "If-Modified-Since: never",
            "Range: bytes=x",
            "Content-Language: ,,",
            "Content-Encoding: utf-8",
            "X-HTTP-Method-Override: DELETE",
            "Authorization: Bearer unknown");
    for (String header : headers) {
      RawHttp.Answer answer = http.post(webhook(journey), header + "\r\n", BODY);
      assertThat(answer.status()).as(header).isEqualTo(200);
    }
    assertThat(http.post(webhook(journey) + "?%zz={", "", BODY).status()).isEqualTo(200);
    assertThat(http.post(webhook(journey) + "/", "", BODY).status()).isEqualTo(200);

    List<JsonNode> stored = deliveries.of(journey);
    assertThat(stored).hasSize(headers.size() + 2);
    assertThat(system.body(Deliveries.href(stored.get(0)))).isEqualTo(BODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cookie: a=\u0001b",
        "X-Odd: \u007f",
        "Expect: something",
        "Host: other",
        "Folded: a\r\n b",
        "No colon",
        "Transfer-Encoding: gzip",
        "Content-Length: 5"
      })
  void a_delivery_that_jetty_refuses_holds_its_journey(String header) throws Exception {
    String journey = park("refused-" + Integer.toHexString(header.hashCode()));

    RawHttp.Answer answer = http.post(webhook(journey), header + "\r\n", BODY);

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.isProblem()).as(answer.body()).isTrue();
    journeys.awaitHold(journey, "UNREADABLE_DELIVERY");
    assertThat(deliveries.of(journey)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s/", "%s;v=1", "%s?v=1"})
  void a_delivery_that_jetty_refuses_is_recorded_by_each_path_that_one_is_accepted_at(String path)
      throws Exception {
    String journey = park("path-" + Integer.toHexString(path.hashCode()));
    String webhook = path.formatted(webhook(journey));
    assertThat(http.post(webhook, "", BODY).status()).isEqualTo(200);

    assertThat(http.post(webhook, "Cookie: a=\u0001b\r\n", BODY).status()).isEqualTo(400);
    assertThat(deliveries.of(journey)).hasSize(2);
  }

  @Test
  void a_delivery_with_too_many_headers_holds_its_journey() throws Exception {
    String journey = park("many-headers");

    RawHttp.Answer answer =
        http.post(webhook(journey), "X-Big: " + "x".repeat(9_000) + "\r\n", BODY);

    assertThat(answer.status()).isEqualTo(431);
    assertThat(answer.isProblem()).as(answer.body()).isTrue();
    journeys.awaitHold(journey, "UNREADABLE_DELIVERY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "deflate", "br", "zstd", "gzip, gzip", "GZIP"})
  void keeps_but_does_not_apply_an_approval_with_a_wrong_content_encoding(String coding)
      throws Exception {
    String journey = park("coded-" + Integer.toHexString(coding.hashCode()));
    byte[] approval = utf8("{\"event\":1,\"exam_id\":\"5101\",\"exam_status\":\"Approved\"}");

    RawHttp.Answer answer =
        http.post(webhook(journey), "Content-Encoding: " + coding + "\r\n", approval);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.isProblem()).as(answer.body()).isTrue();
    journeys.awaitHold(journey, "UNREADABLE_DELIVERY");
    JsonNode kept = deliveries.awaitLatest(journey, 1, "APPLIED");
    assertThat(system.body(Deliveries.href(kept))).isEqualTo(approval);
    assertThat(journeys.get(journey).path("facets").path("decision").asText()).isEqualTo("PENDING");
  }

  @Test
  void a_gzip_delivery_is_read_and_one_with_trailing_bytes_is_kept_unread() throws Exception {
    String journey = park("gzip");
    byte[] approval = gzip(utf8("{\"event\":1,\"exam_id\":\"5101\",\"exam_status\":\"Approved\"}"));
    byte[] more = Arrays.copyOf(approval, approval.length + 7);
    byte[] cut = Arrays.copyOf(approval, approval.length - 6);
    String coding = "Content-Encoding: gzip\r\n";

    assertThat(http.post(webhook(journey), coding, more).status()).isEqualTo(400);
    assertThat(http.post(webhook(journey), coding, cut).status()).isEqualTo(400);
    byte[] tooLarge = gzip(new byte[4 * 1024 * 1024 + 1]);
    assertThat(http.post(webhook(journey), coding, tooLarge).body())
        .contains("at most 4194304 bytes unpacked");
    journeys.awaitHold(journey, "UNREADABLE_DELIVERY");
    assertThat(journeys.get(journey).path("facets").path("decision").asText()).isEqualTo("PENDING");
    assertThat(http.post(webhook(journey), coding, approval).status()).isEqualTo(200);

    journeys.awaitDecision(journey, "APPROVED");
    List<JsonNode> stored = deliveries.of(journey);
    assertThat(system.body(Deliveries.href(stored.get(0)))).isEqualTo(more);
    assertThat(system.body(Deliveries.href(stored.get(1)))).isEqualTo(cut);
    assertThat(system.body(Deliveries.href(stored.get(3)))).isEqualTo(approval);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n\r\n{\"event\":9}",
        "Transfer-Encoding: chunked\r\n\r\nb\r\n{\"event\":9}\r\nzz\r\n",
        "Transfer-Encoding: chunked\r\n\r\nb\r\n{\"event\":9}\r\n"
      })
  void an_incomplete_body_is_kept_and_holds_its_journey(String framing) throws Exception {
    String journey = park("broken-" + Integer.toHexString(framing.hashCode()));

    RawHttp.Answer answer = http.sendFramed("POST " + webhook(journey), framing);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.isProblem()).as(answer.body()).isTrue();
    journeys.awaitHold(journey, "UNREADABLE_DELIVERY");
    JsonNode kept = deliveries.awaitLatest(journey, 1, "APPLIED");
    assertThat(kept.path("truncated").asBoolean()).isTrue();
    assertThat(kept.path("bodySize").asLong(-1)).isEqualTo(framing.contains("100") ? 100 : -1);
    assertThat(system.body(Deliveries.href(kept))).isEqualTo(BODY);
    assertThat(journeys.get(journey).toString()).contains("TRUNCATED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders",
        "/orders/juniper/none/cancel",
        "/orders/juniper/none/corrections",
        "/journeys/juniper:none:5101/commands",
        "/journeys/juniper:none:5101/attachments?name=a.pdf",
        "/incidents/1/resolve",
        "/alarms/1/acknowledge",
        "/webhook-deliveries/replay",
        "/webhook-deliveries/0b0e7a3e-0000-4000-8000-000000000000/assign"
      })
  void every_other_endpoint_with_a_body_answers_400_as_a_problem(String path) throws Exception {
    String json = bearer + "Content-Type: application/json\r\n";
    byte[] gzip = gzip(BODY);
    assertProblem(400, http.post(path, json + "Content-Encoding: gzip\r\n", BODY));
    assertProblem(400, http.post(path, json + "Content-Encoding: gzip\r\n", gzip));
    assertProblem(400, http.post(path, json + "Content-Encoding: br\r\n", BODY));
    assertProblem(400, http.post(path, bearer + "Content-Type: json\r\n", BODY));
    assertProblem(400, http.post(path, bearer + "Cookie: a=\u0001\r\n", BODY));
    if (!path.startsWith("/journeys")) { // which answer 404 before they read the body
      assertProblem(
          400, http.sendFramed("POST " + path, json + "Content-Length: 100\r\n\r\n{\"a\":1"));
      assertProblem(
          400,
          http.sendFramed(
              "POST " + path, json + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\nzz\r\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /orders/%zz",
        "GET //orders",
        "GET /a%00b",
        "GET /a%2fb",
        "GET *",
        "TRACE /orders",
        "BREW /orders",
        "PUT /nothing",
        "CONNECT x:1"
      })
  void a_request_that_reaches_no_endpoint_is_answered_with_a_problem(String line) throws Exception {
    RawHttp.Answer answer = http.send(line, bearer, new byte[0]);
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.isProblem()).as(answer.head() + answer.body()).isTrue();
  }

  @Test
  void unknown_tokens_from_one_source_are_limited_and_known_ones_are_not() throws Exception {
    String journey = park("limit");
    int refused = 0;
    RawHttp.Answer last = null;
    for (int i = 0; i < UNKNOWN_TOKENS_A_MINUTE * 2 + 1; i++) {
      last = http.post("/webhooks/qualiphy/unknown-" + i, "", BODY);
      refused += last.status() == 429 ? 1 : 0;
    }
    // A minute may have ended in between.
    assertThat(refused).isPositive();
    assertThat(last).isNotNull();
    assertProblem(429, last);
    assertThat(last.head()).contains("Retry-After: 60");
    for (int i = 0; i < UNKNOWN_TOKENS_A_MINUTE + 1; i++) {
      assertThat(http.post(webhook(journey), "", BODY).status()).isEqualTo(200);
    }
  }

  @Test
  void every_delivery_with_random_headers_is_recorded() throws Exception {
    String journey = park("fuzzed");
    Random random = new Random(Long.getLong("fuzz.seed", 20_261_128));
    int sent = 120;
    for (int i = 0; i < sent; i++) {
      String headers = RandomHeaders.of(random);
      RawHttp.Answer delivered = http.post(webhook(journey), headers, BODY);
      assertThat(delivered.status()).as(headers).isIn(200, 400, 417, 431);
      RawHttp.Answer posted = http.post("/orders", bearer + headers, BODY);
      assertThat(posted.isProblem()).as("%s%n%s", headers, posted).isTrue();
      assertThat(posted.status()).as(headers).isBetween(400, 499);
    }
    assertThat(deliveries.of(journey)).hasSize(sent);
  }

  private static void assertProblem(int status, RawHttp.Answer answer) {
    assertThat(answer.isProblem()).as(answer.head() + answer.body()).isTrue();
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  private static String park(String orderId) throws IOException {
    journeys.post(TestOrders.order("juniper", orderId, "Waiting", 5101));
    String journey = "juniper:" + orderId + ":5101";
    journeys.awaitInvited(journey);
    return journey;
  }

  private static String webhook(String journey) throws IOException {
    return system.sandbox().webhook(journey).getPath();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
