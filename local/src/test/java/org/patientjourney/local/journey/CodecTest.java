package org.patientjourney.local.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.app.codec.EncryptingCodec;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.RawHistory;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** Decrypts what Temporal has stored of a run, as its CLI and UI ask for it. */
@SuppressWarnings("NullAway.Init") // set before all tests
class CodecTest {
  private static final String JOURNEY = "juniper:decoded:5101";

  private static TestSystem system;
  private static List<Payload> stored;

  @BeforeAll
  static void park() throws IOException {
    system = TestSystem.shared();
    Journeys journeys = new Journeys(system.operations());
    journeys.post(TestOrders.order("decoded", "Waiting", 5101));
    journeys.awaitStage(JOURNEY, "AWAITING_CONSULTATION");
    stored =
        RawHistory.payloads(system.temporal().fetchHistory(JOURNEY).getHistory()).stream()
            .map(RawHistory.Found::payload)
            .toList();
  }

  @Test
  void operations_read_a_whole_history_and_leave_a_line_with_their_purpose() throws Exception {
    String purpose = "ticket 4711, whole history";
    JsonClient.Answer answer = decode(stored, system.keys().operations(), purpose);

    assertThat(answer.status()).isEqualTo(200);
    Payloads.Builder decoded = Payloads.newBuilder();
    JsonFormat.parser().merge(answer.body().toString(), decoded);
    assertThat(decoded.getPayloadsList())
        .hasSameSizeAs(stored)
        .noneMatch(
            payload -> payload.getMetadataOrThrow("encoding").toStringUtf8().contains("encr"))
        .anyMatch(payload -> payload.getData().toStringUtf8().equals('"' + JOURNEY + '"'))
        .anyMatch(payload -> payload.getData().toStringUtf8().contains("\"terms\":"));
    JsonNode line = line(purpose);
    assertThat(line.path("endpoint").asText()).isEqualTo("HISTORY_PAYLOADS");
    assertThat(line.path("outcome").asText()).isEqualTo("READ");
    assertThat(line.path("caller").asText()).isEqualTo("operations");
  }

  @Test
  void a_backend_is_refused_and_leaves_a_line() throws Exception {
    String purpose = "a backend's curiosity";
    JsonClient.Answer answer = decode(stored, system.keys().backend(), purpose);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body().path("detail").asText())
        .contains("OPERATIONS", "a key of another role");
    assertThat(line(purpose).path("outcome").asText()).isEqualTo("DENIED");
  }

  @Test
  void a_key_of_one_clinic_is_refused_and_reads_why() throws Exception {
    JsonClient.Answer answer = decode(stored, "key-of-cedar", "a clinic's own");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body().path("detail").asText())
        .contains("payloads do not say whose they are");
    assertThat(line("a clinic's own").path("outcome").asText()).isEqualTo("DENIED");
  }

  @Test
  void nothing_is_read_without_a_purpose_or_a_key() throws Exception {
    assertThat(decode(stored, system.keys().care(), null).body().path("code").asText())
        .isEqualTo("purpose-missing");
    assertThat(decode(stored, "", "why").status()).isEqualTo(401);
  }

  @Test
  void a_payload_of_another_key_is_answered_with_the_id_of_that_key_and_what_to_do()
      throws Exception {
    JsonClient.Answer answer =
        decode(List.of(encrypted("k7")), system.keys().operations(), "key k7");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("code").asText()).isEqualTo("payload-not-decoded");
    assertThat(answer.body().path("detail").asText())
        .contains("encrypted with key 'k7'", "add it to encryption.keys");
    JsonNode wrong = decode(List.of(encrypted("k1")), system.keys().operations(), "key k1").body();
    assertThat(wrong.path("detail").asText()).contains("compare encryption.keys");
  }

  /** A column of the record is no payload: its table and row are part of its encryption. */
  @Test
  void a_column_of_the_record_is_not_decrypted() throws Exception {
    Encryption keys =
        new Encryption(Encryption.Keys.ofBase64("k1", Map.of("k1", system.keys().encryption())));
    Payload column = encrypted(keys.encrypt(new byte[100], "exam_order.content:juniper:decoded"));
    JsonClient.Answer answer = decode(List.of(column), system.keys().operations(), "a column");

    assertThat(answer.body().path("code").asText()).isEqualTo("payload-not-decoded");
  }

  private static Payload encrypted(String keyId) {
    String key = Base64.getEncoder().encodeToString("z".repeat(32).getBytes(UTF_8));
    Encryption other = new Encryption(Encryption.Keys.ofBase64(keyId, Map.of(keyId, key)));
    return new EncryptingCodec(other).encode(List.of(Payload.getDefaultInstance())).get(0);
  }

  private static Payload encrypted(byte[] ciphertext) {
    return Payload.newBuilder()
        .putMetadata("encoding", ByteString.copyFromUtf8("binary/encrypted"))
        .setData(ByteString.copyFrom(ciphertext))
        .build();
  }

  private static JsonClient.Answer decode(
      List<Payload> payloads, String key, @Nullable String purpose) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(system.url().resolve("/codec/decode?preserveStorageRefs=true"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .header("X-Namespace", "default")
            .POST(
                BodyPublishers.ofString(
                    JsonFormat.printer().print(Payloads.newBuilder().addAllPayloads(payloads))));
    if (purpose != null) {
      request.header("X-Purpose", purpose);
    }
    var response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    return new JsonClient.Answer(
        response.statusCode(), new ObjectMapper().readTree(response.body()));
  }

  private static JsonNode line(String purpose) throws IOException {
    JsonNode lines =
        new JsonClient(system.url(), system.keys().compliance())
            .get("/access-log?limit=500")
            .body()
            .path("lines");
    return lines
        .valueStream()
        .filter(line -> line.path("purpose").asText().equals(purpose))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line about " + purpose));
  }
}
