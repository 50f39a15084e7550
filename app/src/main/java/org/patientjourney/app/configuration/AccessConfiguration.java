package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The bearer keys of the API. */
public record AccessConfiguration(@NotEmpty List<@NotNull @Valid AccessKey> keys) {
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
