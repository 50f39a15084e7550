package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.patientjourney.activities.callback.CallbackEndpoint;
import org.patientjourney.workflows.order.ClinicId;

/**
 * Where one of a clinic's systems is told of its journeys, or operations of alarms.
 *
 * @param secrets each signs every message; see {@link #isEachSecretUsable}
 */
public record CallbackConfiguration(
    @NotNull @Pattern(regexp = "[a-z0-9-]{1,32}") String name,
    @NotNull URI url,
    @NotEmpty List<@NotNull String> secrets) {
  private static final String PREFIX = "whsec_";

  CallbackEndpoint toEndpoint(ClinicId clinic) {
    return new CallbackEndpoint(clinic, name, url, secrets);
  }

  @JsonIgnore
  @ValidationMethod(message = "url must be http or https, without user and fragment")
  public boolean isUrlUsable() {
    return url == null
        || (ProviderConfiguration.isHttp(url)
            && url.getRawUserInfo() == null
            && url.getRawFragment() == null);
  }

  /** The length is the specification's. */
  @JsonIgnore
  @ValidationMethod(
      message =
          "each of secrets is whsec_ and base64 of 24 to 64 bytes: make one with"
              + " 'echo whsec_$(openssl rand -base64 32)'")
  public boolean isEachSecretUsable() {
    return secrets == null
        || secrets.stream().allMatch(secret -> secret == null || isUsable(secret));
  }

  private static boolean isUsable(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return false;
    }
    try {
      int length = Base64.getDecoder().decode(secret.substring(PREFIX.length())).length;
      return length >= 24 && length <= 64;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "CallbackConfiguration[" + name + "]";
  }
}
