package org.patientjourney.app.access;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.app.access.AccessConfiguration.AccessKey;

/**
 * Sessions of the console. A session is its cookie alone, encrypted with the keys that all
 * processes share; it ends after an hour, and with its bearer key.
 *
 * @param alwaysSecure whether browsers send the cookie by https only, however a request came
 */
public record Sessions(
    AccessConfiguration access, Encryption encryption, InstantSource clock, boolean alwaysSecure) {
  public static final String COOKIE = "journey_console";
  public static final Duration LIFETIME = Duration.ofHours(1);

  private static final String CONTEXT = "console.session";
  private static final String PATH = "/console";
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Who is logged in.
   *
   * @param csrf stands in each form of the session
   */
  public record Session(Caller caller, String csrf) {
    public boolean isTokenOf(@Nullable String sent) {
      return sent != null
          && MessageDigest.isEqual(
              sent.getBytes(StandardCharsets.UTF_8), csrf.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "Session[" + caller + "]";
    }
  }

  public NewCookie begin(AccessKey key, boolean isHttps) {
    byte[] csrf = new byte[16];
    RANDOM.nextBytes(csrf);
    Instant end = clock.instant().plus(LIFETIME);
    String session =
        String.join(
            " ", key.hash(), Long.toString(end.toEpochMilli()), HexFormat.of().formatHex(csrf));
    String sealed =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(encryption.encryptText(session, CONTEXT));
    return cookie(sealed, (int) LIFETIME.toSeconds(), isHttps);
  }

  public NewCookie end(boolean isHttps) {
    return cookie("", 0, isHttps);
  }

  private NewCookie cookie(String value, int seconds, boolean isHttps) {
    return new NewCookie.Builder(COOKIE)
        .value(value)
        .path(PATH)
        .maxAge(seconds)
        .httpOnly(true)
        .secure(alwaysSecure || isHttps)
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }

  /** Empty without a cookie, and for one that has expired, was changed, or whose key is gone. */
  public Optional<Session> open(@Nullable Cookie cookie) {
    return Optional.ofNullable(cookie).flatMap(this::opened).flatMap(this::session);
  }

  private Optional<String[]> opened(Cookie cookie) {
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(cookie.getValue());
      return Optional.of(encryption.decryptText(sealed, CONTEXT).split(" ", -1));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private Optional<Session> session(String[] parts) {
    Instant end = Instant.ofEpochMilli(Long.parseLong(parts[1]));
    return clock.instant().isBefore(end)
        ? access
            .keyWith(HexFormat.of().parseHex(parts[0]))
            .map(key -> new Session(key.caller(), parts[2]))
        : Optional.empty();
  }
}
