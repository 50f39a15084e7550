package org.patientjourney.app.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodecException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.encryption.Encryption;

class EncryptingCodecTest {
  private static final String PLAIN = "{\"reason\":\"asked rivka@example.org\"}";
  private static final EncryptingCodec CODEC = codec("k1", Map.of("k1", key('a')));

  @Test
  void decoding_restores_the_payload_and_its_metadata() {
    List<Payload> payloads = List.of(payload(PLAIN), payload(""), Payload.getDefaultInstance());
    assertThat(CODEC.decode(CODEC.encode(payloads))).isEqualTo(payloads);
  }

  @Test
  void nothing_of_the_plain_text_is_left() {
    Payload encoded = encoded(PLAIN);
    assertThat(new String(encoded.toByteArray(), ISO_8859_1))
        .doesNotContain("rivka", "reason", "json");
    assertThat(encoded.getMetadataMap())
        .isEqualTo(Map.of("encoding", ByteString.copyFromUtf8("binary/encrypted")));
  }

  @Test
  void the_same_payload_never_has_the_same_ciphertext() {
    assertThat(encoded(PLAIN)).isNotEqualTo(encoded(PLAIN));
  }

  @Test
  void a_payload_from_before_encryption_passes_through() {
    List<Payload> plain = List.of(payload(PLAIN), Payload.getDefaultInstance());
    assertThat(CODEC.decode(plain)).isEqualTo(plain);
  }

  @Test
  void repetitive_payloads_get_smaller() {
    String repetitive = "the same words again and again. ".repeat(200);
    assertThat(encoded(repetitive).getSerializedSize()).isLessThan(repetitive.length() / 10);
  }

  @Test
  void a_small_payload_grows_by_less_than_a_hundred_bytes() {
    assertThat(encoded(PLAIN).getSerializedSize())
        .isLessThan(payload(PLAIN).getSerializedSize() + 100);
  }

  @Test
  void an_old_key_still_decodes_after_a_new_one_became_active() {
    EncryptingCodec rotated = codec("k2", Map.of("k1", key('a'), "k2", key('b')));
    assertThat(rotated.decode(List.of(encoded(PLAIN)))).containsExactly(payload(PLAIN));
    assertThatThrownBy(() -> CODEC.decode(rotated.encode(List.of(payload(PLAIN)))))
        .hasMessageContaining("encrypted with key 'k2', which is not configured");
  }

  @Test
  void another_key_under_the_same_id_fails_without_disclosing_content() {
    EncryptingCodec stranger = codec("k1", Map.of("k1", key('z')));
    assertThatThrownBy(() -> stranger.decode(List.of(encoded(PLAIN))))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("ciphertext cannot be opened in context temporal-payload")
        .hasMessageNotContaining("rivka");
  }

  @Test
  void a_changed_byte_is_noticed_wherever_it_is() {
    byte[] ciphertext = encoded(PLAIN).getData().toByteArray();
    for (int at = 4; at < ciphertext.length; at++) {
      byte[] changed = ciphertext.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> CODEC.decode(List.of(encrypted(changed))))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining("ciphertext cannot be opened");
    }
  }

  @Test
  void every_failure_to_decode_is_the_codecs_exception() {
    EncryptingCodec stranger = codec("k1", Map.of("k1", key('z')));
    assertThatThrownBy(() -> stranger.decode(List.of(encoded(PLAIN))))
        .isInstanceOf(PayloadCodecException.class);
  }

  @Test
  void garbage_is_reported_as_not_encrypted_by_the_engine() {
    byte[] garbage = new byte[64];
    garbage[0] = 1;
    garbage[1] = (byte) 200;
    assertThatThrownBy(() -> CODEC.decode(List.of(encrypted(garbage))))
        .hasMessageContaining("not a ciphertext of version 1");
  }

  private static Payload encoded(String plain) {
    return CODEC.encode(List.of(payload(plain))).get(0);
  }

  private static Payload payload(String json) {
    return Payload.newBuilder()
        .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
        .setData(ByteString.copyFromUtf8(json))
        .build();
  }

  private static Payload encrypted(byte[] ciphertext) {
    return Payload.newBuilder()
        .putMetadata("encoding", ByteString.copyFromUtf8("binary/encrypted"))
        .setData(ByteString.copyFrom(ciphertext))
        .build();
  }

  private static EncryptingCodec codec(String active, Map<String, String> keys) {
    return new EncryptingCodec(new Encryption(Encryption.Keys.ofBase64(active, keys)));
  }

  private static String key(char letter) {
    return Base64.getEncoder()
        .encodeToString(Character.toString(letter).repeat(32).getBytes(UTF_8));
  }
}
