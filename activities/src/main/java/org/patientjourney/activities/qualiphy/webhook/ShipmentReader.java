package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.patientjourney.activities.qualiphy.wire.ObjectList;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/** Reads event 3 in its two shapes: one parcel, or a list without ids. */
final class ShipmentReader {
  private ShipmentReader() {}

  static Reading read(JsonNode body) {
    ObjectList listed = ObjectList.of(body.path("prescription_tracking"));
    Parcel flat = parcel(body, Parcel.NOTHING_KNOWN);
    List<Parcel> parcels = parcels(flat, parcels(listed, flat));
    return new Reading.Shipment(
        TolerantValue.patientExamId(body.path("patient_exam_id")),
        parcels,
        listed.isWhole() && !parcels.isEmpty() && isReadable(body, listed),
        TolerantValue.additionalData(body));
  }

  static List<Parcel> parcels(ObjectList listed, Parcel around) {
    return listed.objects().stream().map(entry -> parcel(entry, around)).toList();
  }

  /** The parcel at the top of the body, if any, then those of the list. */
  private static List<Parcel> parcels(Parcel flat, List<Parcel> listed) {
    if (flat.trackingNumber() == null) {
      return listed.isEmpty() && flat.prescriptionId() != null ? List.of(flat) : listed;
    }
    List<Parcel> all = new ArrayList<>(List.of(flat));
    listed.stream()
        .filter(parcel -> parcel.trackingHash().isPresent())
        .filter(parcel -> !parcel.key().equals(flat.key()))
        .forEach(all::add);
    return all;
  }

  /** False for a tracking number that is an array or object: it is neither readable nor absent. */
  private static boolean isReadable(JsonNode body, ObjectList listed) {
    return Stream.concat(Stream.of(body), listed.objects().stream())
        .map(entry -> entry.path("tracking_number"))
        .allMatch(TolerantValue::isReadable);
  }

  /** An entry of a list shares prescription and time with what the list stands in. */
  private static Parcel parcel(JsonNode entry, Parcel around) {
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
}
