package org.patientjourney.app.configuration;

import jakarta.validation.constraints.NotEmpty;
import java.util.Map;
import org.patientjourney.activities.encryption.EncryptionKeys;

/**
 * The keys of the record.
 *
 * @param keys base64 of 32 bytes each, by key id; old ones stay as long as anything needs them
 */
public record EncryptionConfiguration(
    @NotEmpty String activeKey, @NotEmpty Map<String, String> keys) {

  /** Fails at once when the active key is missing or a key has the wrong length. */
  public EncryptionConfiguration {
    if (activeKey != null && !activeKey.isEmpty() && keys != null && !keys.isEmpty()) {
      EncryptionKeys.ofBase64(activeKey, keys);
    }
  }

  public EncryptionKeys toKeys() {
    return EncryptionKeys.ofBase64(activeKey, keys);
  }

  @Override
  public String toString() {
    return "EncryptionConfiguration[" + activeKey + "]";
  }
}
