package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The body of {@code custom_pharmacy_search} (contract 4.10) but for the key. */
record QualiphyPharmacySearch(
    @JsonProperty("search") @Nullable String search,
    @JsonProperty("zip_code") @Nullable String zipCode,
    @JsonProperty("ncpdpid") @Nullable String ncpdpid) {

  static QualiphyPharmacySearch of(PharmacySearch search) {
    return new QualiphyPharmacySearch(search.name(), search.zip(), search.ncpdpId());
  }
}
