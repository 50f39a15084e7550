package org.patientjourney.sandbox.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.patientjourney.sandbox.shape.EventThree;
import org.patientjourney.sandbox.shape.Shape;
import org.patientjourney.sandbox.state.EventContent.Shipped;
import org.patientjourney.sandbox.state.Parcel;
import org.patientjourney.sandbox.state.Pharmacy;

/** The parcels of event 3 (contract 5.3). */
record Shipment(Shipped shipped, Pharmacy pharmacy) {
  private static final String SERVICE = "Standard";

  ObjectNode writeTo(ObjectNode body, long patientExamId, Shape shape) {
    List<Parcel> parcels = shipped.parcels();
    // Several parcels do not fit the flat shape; they left before it was switched on again.
    if (shape.event3() == EventThree.TRACKING_LIST || parcels.size() > 1) {
      return writeList(body);
    }
    Parcel parcel = parcels.get(0);
    body.set("patient_exam_id", shape.idTypes().id(3, String.valueOf(patientExamId)));
    body.set("prescription_id", shape.idTypes().id(3, parcel.prescriptionId()));
    return body.put("tracking_number", parcel.trackingNumber())
        .put("delivery_service", SERVICE)
        .put("pharmacy_location", pharmacy.name())
        .put("order_id", "JC-" + parcel.prescriptionId());
  }

  /** [seen] The pharmacy's own number is all there is: no id of the exam or the prescription. */
  private ObjectNode writeList(ObjectNode body) {
    for (Parcel parcel : shipped.parcels()) {
      body.withArray("prescription_tracking")
          .addObject()
          .put("pharmacy_location", pharmacy.name())
          .put("rx_number", "RX-" + parcel.prescriptionId())
          .put("tracking_number", parcel.trackingNumber())
          .put("delivery_service", SERVICE)
          .put("ship_carrier", "UPS");
    }
    return body.put("created_at", shipped.createdAt().toString());
  }
}
