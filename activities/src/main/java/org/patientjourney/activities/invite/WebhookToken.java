package org.patientjourney.activities.invite;

import java.security.SecureRandom;
import java.util.Base64;
import org.patientjourney.activities.database.StoredJson;

/**
 * The secret in the webhook URL of one attempt: 128 random bits, base64url. It authenticates the
 * provider, which signs nothing, and names the attempt. Prints nothing of itself.
 */
public record WebhookToken(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static WebhookToken random() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return new WebhookToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** By which the attempt is found: the token itself is not stored in the clear. */
  public byte[] hash() {
    return StoredJson.sha256(value);
  }

  @Override
  public String toString() {
    return "WebhookToken[not shown]";
  }
}
