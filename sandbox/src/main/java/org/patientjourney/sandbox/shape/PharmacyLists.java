package org.patientjourney.sandbox.shape;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** Whether pharmacies come bare or in an object (contract 7, 13). */
public enum PharmacyLists {
  /** [changelog] Partners and packages bare; [openapi] the search in an object. */
  @JsonProperty("documented")
  DOCUMENTED,
  @JsonProperty("array")
  ARRAY,
  @JsonProperty("object")
  OBJECT;

  /** A list that the documents show bare. */
  public Object bare(String member, List<?> list) {
    return this == OBJECT ? Map.of(member, list) : list;
  }

  /** A list that the documents show in an object. */
  public Object wrapped(String member, List<?> list) {
    return this == ARRAY ? list : Map.of(member, list);
  }
}
