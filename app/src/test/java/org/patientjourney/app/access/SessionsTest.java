package org.patientjourney.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.access.TestEndpoints.OPERATIONS_KEY;
import static org.patientjourney.app.access.TestEndpoints.encryption;

import jakarta.ws.rs.core.NewCookie;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.app.access.AccessConfiguration.AccessKey;

/** What a session's cookie is worth, where, and for how long. */
class SessionsTest {
  private static final AccessConfiguration ACCESS = TestEndpoints.ACCESS;
  private static final AccessKey KEY = ACCESS.keyOf(OPERATIONS_KEY).orElseThrow();
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final NewCookie cookie = sessions(ACCESS, "k1", Map.of("k1", 1), NOW).begin(KEY, false);

  @Test
  void a_session_has_name_role_and_clinic_of_its_key() {
    assertThat(sessions(ACCESS, "k1", Map.of("k1", 1), NOW).open(cookie).orElseThrow().caller())
        .isEqualTo(KEY.caller());
  }

  @Test
  void a_session_ends_after_an_hour() {
    Instant end = NOW.plus(Sessions.LIFETIME);
    assertThat(sessions(ACCESS, "k1", Map.of("k1", 1), end.minusMillis(1)).open(cookie))
        .isPresent();
    assertThat(sessions(ACCESS, "k1", Map.of("k1", 1), end).open(cookie)).isEmpty();
  }

  @Test
  void a_session_ends_with_its_key() {
    List<AccessKey> others = ACCESS.keys().stream().filter(key -> !key.equals(KEY)).toList();
    AccessConfiguration without = new AccessConfiguration(others);
    assertThat(sessions(without, "k1", Map.of("k1", 1), NOW).open(cookie)).isEmpty();
  }

  @Test
  void another_process_opens_it_also_after_a_rotation_of_keys() {
    assertThat(sessions(ACCESS, "k2", Map.of("k1", 1, "k2", 2), NOW).open(cookie)).isPresent();
    assertThat(sessions(ACCESS, "k2", Map.of("k2", 2), NOW).open(cookie)).isEmpty();
    assertThat(sessions(ACCESS, "k1", Map.of("k1", 3), NOW).open(cookie)).isEmpty();
  }

  @Test
  void what_is_no_session_opens_nothing() {
    Sessions sessions = sessions(ACCESS, "k1", Map.of("k1", 1), NOW);
    String value = cookie.getValue();
    for (String other : List.of("", "x", "%", value.substring(1), value + "A", changed(value))) {
      assertThat(sessions.open(new NewCookie.Builder(Sessions.COOKIE).value(other).build()))
          .as(other)
          .isEmpty();
    }
    String ofAnotherUse =
        Base64.getUrlEncoder()
            .encodeToString(
                TestEndpoints.ENCRYPTION.encryptText(KEY.hash() + " 9999999999999 x", "elsewhere"));
    assertThat(sessions.open(new NewCookie.Builder(Sessions.COOKIE).value(ofAnotherUse).build()))
        .isEmpty();
  }

  @Test
  void the_cookie_is_for_the_console_alone_and_holds_no_key() {
    assertThat(cookie.getPath()).isEqualTo("/console");
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getSameSite()).isEqualTo(NewCookie.SameSite.STRICT);
    assertThat(cookie.getValue()).doesNotContain(OPERATIONS_KEY, KEY.hash(), KEY.name());
  }

  @Test
  void the_cookie_is_secure_where_the_request_or_the_public_address_is_https() {
    Encryption encryption = TestEndpoints.ENCRYPTION;
    Sessions http = new Sessions(ACCESS, encryption, () -> NOW, false);
    Sessions https = new Sessions(ACCESS, encryption, () -> NOW, true);
    assertThat(http.begin(KEY, false).isSecure()).isFalse();
    assertThat(http.begin(KEY, true).isSecure()).isTrue();
    assertThat(https.begin(KEY, false).isSecure()).isTrue();
    assertThat(https.end(false).isSecure()).isTrue();
  }

  private static String changed(String value) {
    char last = value.charAt(20) == 'A' ? 'B' : 'A';
    return value.substring(0, 20) + last + value.substring(21);
  }

  private static Sessions sessions(
      AccessConfiguration access, String active, Map<String, Integer> keys, Instant now) {
    return new Sessions(access, encryption(active, keys), () -> now, false);
  }
}
