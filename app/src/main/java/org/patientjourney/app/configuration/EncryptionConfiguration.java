package org.patientjourney.app.configuration;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.encryption.Encryption;

/**
 * The keys of the record.
 *
 * @param keys base64 of 32 bytes each, by key id; old ones stay as long as anything needs them
 */
public record EncryptionConfiguration(
    @NotEmpty String activeKey, @NotEmpty Map<String, @NotNull String> keys) {
  /** Fails at once when the active key is missing or a key has the wrong length. */
  public EncryptionConfiguration {
    if (activeKey != null && !activeKey.isEmpty() && isComplete(keys)) {
      Encryption.Keys.ofBase64(activeKey, keys);
    }
  }

  private static boolean isComplete(@Nullable Map<String, String> keys) {
    return keys != null && !keys.isEmpty() && keys.values().stream().allMatch(Objects::nonNull);
  }

  public Encryption.Keys toKeys() {
    return Encryption.Keys.ofBase64(activeKey, keys);
  }

  @Override
  public String toString() {
    return "EncryptionConfiguration[" + activeKey + "]";
  }
}
