package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/**
 * One parcel as the provider reports it, with null for what is unknown. Health data: stored
 * encrypted, prints nothing of itself.
 *
 * @param rxNumber the pharmacy's number of the prescription, not the provider's: nothing is joined
 *     by it; only in the earlier shape
 * @param trackingNumber null when the parcel has none: then it does not count as shipped
 * @param pharmacyOrderId the pharmacy's order number, not ours
 * @param createdAt the provider's time, as it writes it; only in the earlier shape
 */
public record Parcel(
    @Nullable String prescriptionId,
    @Nullable String rxNumber,
    @Nullable String trackingNumber,
    @Nullable String deliveryService,
    @Nullable String carrier,
    @Nullable String pharmacyLocation,
    @Nullable String pharmacyOrderId,
    @Nullable String createdAt) {

  static final Parcel NOTHING_KNOWN = new Parcel(null, null, null, null, null, null, null, null);

  /** An entry of a list shares prescription and time with what the list stands in. */
  static Parcel read(JsonNode entry, Parcel around) {
    String prescription = TolerantValue.prescriptionId(entry.path("prescription_id"));
    String createdAt = TolerantValue.words(entry.path("created_at"));
    return new Parcel(
        prescription == null ? around.prescriptionId() : prescription,
        TolerantValue.identifier(entry.path("rx_number")),
        TolerantValue.identifier(entry.path("tracking_number")),
        TolerantValue.words(entry.path("delivery_service")),
        TolerantValue.words(entry.path("ship_carrier")),
        TolerantValue.words(entry.path("pharmacy_location")),
        TolerantValue.identifier(entry.path("order_id")),
        createdAt == null ? around.createdAt() : createdAt);
  }

  /**
   * Lower-case hexadecimal SHA-256 of the number without spaces, to distinguish parcels where the
   * number must not be stored.
   */
  public Optional<String> trackingHash() {
    return Optional.ofNullable(trackingNumber)
        .map(number -> number.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT))
        .map(number -> HexFormat.of().formatHex(StoredJson.sha256(number)));
  }

  /** The prescription's id and the hash: two reports with one key are of one parcel. */
  public String key() {
    return (prescriptionId == null ? "" : prescriptionId) + ":" + trackingHash().orElse("");
  }

  @Override
  public String toString() {
    return "Parcel[not shown]";
  }
}
