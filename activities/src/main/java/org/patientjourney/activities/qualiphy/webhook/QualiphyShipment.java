package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/** Event 3 in its two shapes: one parcel, or a list that names no id (contract 5.3). */
final class QualiphyShipment {
  private QualiphyShipment() {}

  static Reading read(JsonNode body, String digest) {
    return new Reading.Shipment(
        TolerantValue.patientExamId(body.path("patient_exam_id")),
        parcels(body),
        TolerantValue.additionalData(body),
        digest);
  }

  /** A tracking number of the body itself counts before a list, which samples fill with nulls. */
  private static List<Parcel> parcels(JsonNode body) {
    List<Parcel> listed =
        TolerantValue.objects(body.path("prescription_tracking"))
            .map(QualiphyShipment::parcel)
            .toList();
    Parcel flat = parcel(body);
    if (flat.trackingNumber() != null) {
      return List.of(flat);
    }
    return listed.isEmpty() && flat.prescriptionId() != null ? List.of(flat) : listed;
  }

  private static Parcel parcel(JsonNode entry) {
    return new Parcel(
        TolerantValue.id(entry.path("prescription_id")),
        TolerantValue.known(entry.path("rx_number")),
        TolerantValue.known(entry.path("tracking_number")),
        TolerantValue.known(entry.path("delivery_service")),
        TolerantValue.known(entry.path("ship_carrier")),
        TolerantValue.known(entry.path("pharmacy_location")),
        TolerantValue.known(entry.path("order_id")));
  }
}
