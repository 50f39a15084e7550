package org.patientjourney.app.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSignatureTest {
  private static final byte[] BODY = "{\"id\":1234}".getBytes(UTF_8);

  /**
   * By {@code printf '{"id":1234}' | openssl dgst -sha256 -hmac secret-of-a-store -binary |
   * base64}.
   */
  private static final String SIGNATURE = "lyDhkbNi0qyVPH+gahmzN6AYbJgP0m3ZjllMtOEsSh0=";

  @Test
  void a_body_is_signed_with_any_of_the_secrets() {
    assertThat(StoreSignature.isOfOne(List.of("secret-of-a-store"), SIGNATURE, BODY)).isTrue();
    assertThat(
            StoreSignature.isOfOne(
                List.of("the-next-secret", "secret-of-a-store"), SIGNATURE, BODY))
        .isTrue();
  }

  @Test
  void another_secret_or_another_body_does_not_fit() {
    assertThat(StoreSignature.isOfOne(List.of("the-next-secret"), SIGNATURE, BODY)).isFalse();
    assertThat(
            StoreSignature.isOfOne(
                List.of("secret-of-a-store"), SIGNATURE, "{\"id\":1235}".getBytes(UTF_8)))
        .isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "not base64", "\u00e9", "AAAA"})
  void what_is_no_signature_does_not_fit(String signature) {
    assertThat(StoreSignature.isOfOne(List.of("secret-of-a-store"), signature, BODY)).isFalse();
  }
}
