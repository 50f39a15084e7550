package org.patientjourney.sandbox.shape;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** How events spell a status (contract 5.4). */
public enum StatusSpelling {
  @JsonProperty("current")
  CURRENT,
  @JsonProperty("old")
  OLD;

  private static final Map<String, String> OLD_BY_CURRENT =
      Map.of("NA", "N/A", "Deferred to Medical Director", "Defer to Medical Director");

  public String of(String status) {
    return this == OLD ? OLD_BY_CURRENT.getOrDefault(status, status) : status;
  }
}
