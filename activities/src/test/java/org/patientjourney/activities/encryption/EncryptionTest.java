package org.patientjourney.activities.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncryptionTest {
  private static final String PLAIN = "Canaria, 202-555-0147";
  private static final String CONTEXT = "exam_order:juniper:WC-1";
  private static final String OLD = TestKeys.base64(32, 1);
  private static final String NEW = TestKeys.base64(32, 2);

  private final Encryption encryption =
      new Encryption(Encryption.Keys.ofBase64("old", Map.of("old", OLD)));

  @Test
  void encrypted_texts_can_be_decrypted() {
    byte[] stored = encryption.encryptText(PLAIN, CONTEXT);

    assertThat(encryption.decryptText(stored, CONTEXT)).isEqualTo(PLAIN);
    assertThat(encryption.decrypt(encryption.encrypt(new byte[0], CONTEXT), CONTEXT)).isEmpty();
  }

  @Test
  void encrypts_the_same_text_differently_each_time() {
    byte[] once = encryption.encryptText(PLAIN, CONTEXT);
    byte[] again = encryption.encryptText(PLAIN, CONTEXT);

    assertThat(once).isNotEqualTo(again);
    assertThat(new String(once, StandardCharsets.ISO_8859_1)).doesNotContain("Canaria");
  }

  @Test
  void another_context_does_not_open() {
    byte[] stored = encryption.encryptText(PLAIN, CONTEXT);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> encryption.decrypt(stored, "exam_order:juniper:WC-2"))
        .withMessageContaining("exam_order:juniper:WC-2");
  }

  @Test
  void a_changed_byte_does_not_open_wherever_it_is() {
    byte[] stored = encryption.encryptText(PLAIN, CONTEXT);

    for (int position = 0; position < stored.length; position++) {
      byte[] changed = stored.clone();
      changed[position] ^= 1;
      assertThatIllegalArgumentException()
          .as("byte %d", position)
          .isThrownBy(() -> encryption.decrypt(changed, CONTEXT));
    }
  }

  @Test
  void a_shortened_text_does_not_open() {
    byte[] stored = encryption.encryptText(PLAIN, CONTEXT);

    for (int length : new int[] {0, 1, 2, 5, 16, stored.length - 1}) {
      byte[] beginning = Arrays.copyOf(stored, length);
      assertThatIllegalArgumentException()
          .as("%d bytes", length)
          .isThrownBy(() -> encryption.decrypt(beginning, CONTEXT));
    }
  }

  @Test
  void a_rotated_key_still_decrypts() {
    byte[] stored = encryption.encryptText(PLAIN, CONTEXT);
    Encryption rotated =
        new Encryption(Encryption.Keys.ofBase64("new", Map.of("old", OLD, "new", NEW)));

    assertThat(rotated.decryptText(stored, CONTEXT)).isEqualTo(PLAIN);
    assertThat(keyIdIn(rotated.encryptText(PLAIN, CONTEXT))).isEqualTo("new");
  }

  @Test
  void the_same_id_with_another_key_does_not_open() {
    byte[] stored = encryption.encryptText(PLAIN, CONTEXT);
    Encryption other = new Encryption(Encryption.Keys.ofBase64("old", Map.of("old", NEW)));

    assertThatIllegalArgumentException().isThrownBy(() -> other.decrypt(stored, CONTEXT));
  }

  @Test
  void an_unknown_key_is_named_and_nothing_else() {
    byte[] stored = encryption.encryptText(PLAIN, CONTEXT);
    Encryption other = new Encryption(Encryption.Keys.ofBase64("new", Map.of("new", NEW)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> other.decrypt(stored, CONTEXT))
        .withMessage("encrypted with key 'old', which is not configured: add it to encryption.keys")
        .withNoCause();
  }

  @Test
  void a_key_of_the_wrong_length_is_refused_without_being_shown() {
    String half = TestKeys.base64(16, 7);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Encryption.Keys.ofBase64("k1", Map.of("k1", half)))
        .withMessage("encryption key 'k1' must have 32 bytes, found 16");
  }

  @Test
  void requires_the_active_key() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Encryption.Keys.ofBase64("new", Map.of("old", OLD)))
        .withMessageContaining("'new'")
        .withMessageContaining("[old]");
  }

  @Test
  void keys_print_ids_only() {
    Encryption.Keys keys = Encryption.Keys.ofBase64("old", Map.of("old", OLD));

    assertThat(keys).hasToString("Keys[active old]");
  }

  private static String keyIdIn(byte[] stored) {
    return new String(stored, 2, stored[1], StandardCharsets.US_ASCII);
  }
}
