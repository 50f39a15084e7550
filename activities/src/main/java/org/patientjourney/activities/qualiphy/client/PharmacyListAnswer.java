package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.PartnerPharmacy;
import org.patientjourney.activities.qualiphy.RetailPharmacy;
import org.patientjourney.activities.qualiphy.TreatmentPackage;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/** Reads answers of the three pharmacy look-ups: docs/provider.md, Pharmacies. */
final class PharmacyListAnswer {
  private static final Pattern NCPDP_ID = Pattern.compile("[0-9]{1,7}");

  private PharmacyListAnswer() {}

  static LookupResult<PartnerPharmacy> partners(QualiphyAnswer answer) {
    return ListAnswer.read(
        answer,
        "pharmacies",
        entry ->
            Optional.ofNullable(TolerantValue.integer(entry.path("pharmacy_id")))
                .map(id -> new PartnerPharmacy(id, orEmpty(text(entry, "pharmacy_name")))));
  }

  static LookupResult<TreatmentPackage> packages(QualiphyAnswer answer) {
    return ListAnswer.read(
        answer,
        "packages",
        entry ->
            Optional.ofNullable(TolerantValue.integer(entry.path("order_set_id")))
                .map(id -> treatmentPackage(id, entry)));
  }

  static LookupResult<RetailPharmacy> found(QualiphyAnswer answer) {
    return ListAnswer.read(
        answer, "pharmacies", entry -> ncpdpId(entry).map(id -> retail(id, entry)));
  }

  private static TreatmentPackage treatmentPackage(int orderSetId, JsonNode entry) {
    return new TreatmentPackage(
        orderSetId,
        orEmpty(text(entry, "title")),
        TolerantValue.integer(entry.path("pharmacy_id")),
        text(entry, "pharmacy_name"),
        text(entry, "turnaround_time"),
        TolerantValue.price(entry.path("qualiphy_total_price")));
  }

  private static RetailPharmacy retail(String ncpdpId, JsonNode entry) {
    return new RetailPharmacy(
        ncpdpId,
        orEmpty(prefixed(entry, "name")),
        new RetailPharmacy.Location(
            prefixed(entry, "address_line_1"),
            prefixed(entry, "address_line_2"),
            prefixed(entry, "city"),
            prefixed(entry, "state"),
            prefixed(entry, "zip_code")),
        prefixed(entry, "phone"),
        prefixed(entry, "type"));
  }

  /** A number has lost its leading zeros. */
  private static Optional<String> ncpdpId(JsonNode entry) {
    return Optional.ofNullable(text(entry, "ncpdpid"))
        .filter(id -> NCPDP_ID.matcher(id).matches())
        .map(id -> "0".repeat(7 - id.length()) + id);
  }

  /** The invite's names are accepted as aliases. */
  private static @Nullable String prefixed(JsonNode entry, String name) {
    return TolerantValue.words(TolerantValue.either(entry, name, "pharmacy_" + name));
  }

  private static @Nullable String text(JsonNode entry, String name) {
    return TolerantValue.words(entry.path(name));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
