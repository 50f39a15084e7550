package org.patientjourney.app.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.workflows.order.ClinicId;

/** The bearer keys of the API. */
public record AccessConfiguration(@NotEmpty List<@NotNull @Valid AccessKey> keys) {
  /**
   * One bearer key.
   *
   * @param name shows as the actor of commands and in the access log; {@code engine} is taken
   * @param role one of {@link Role}
   * @param clinic the only clinic that the key opens; left out it opens all
   * @param hash SHA-256 of the key, lower-case hex
   */
  public record AccessKey(
      @NotNull @Pattern(regexp = "(?!engine$)[a-z0-9-]{1,32}") String name,
      @NotNull @Pattern(regexp = Role.ANY) String role,
      @Nullable ClinicId clinic,
      @NotNull @Pattern(regexp = "[0-9a-f]{64}") String hash) {
    public Caller caller() {
      return new Caller(name, role, clinic);
    }

    @Override
    public String toString() {
      return "AccessKey[" + name + ", " + role + ", " + clinic + "]";
    }
  }

  /** The configured key that a caller presents. */
  public Optional<AccessKey> keyOf(String presented) {
    return keyWith(StoredJson.sha256(presented.strip().getBytes(StandardCharsets.UTF_8)));
  }

  public Optional<AccessKey> keyWith(byte[] hash) {
    return keys.stream()
        .filter(key -> MessageDigest.isEqual(HexFormat.of().parseHex(key.hash()), hash))
        .findFirst();
  }

  @JsonIgnore
  @ValidationMethod(message = "each key needs a name of its own")
  public boolean isNameOfItsOwnForEachKey() {
    return allDiffer(AccessKey::name);
  }

  @JsonIgnore
  @ValidationMethod(message = "each key needs a hash of its own: no two callers share a key")
  public boolean isHashOfItsOwnForEachKey() {
    return allDiffer(AccessKey::hash);
  }

  private boolean allDiffer(Function<AccessKey, String> part) {
    if (keys == null) {
      return true;
    }
    List<String> parts =
        keys.stream().filter(Objects::nonNull).map(part).filter(Objects::nonNull).toList();
    return parts.stream().distinct().count() == parts.size();
  }
}
