package org.patientjourney.sandbox.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.patientjourney.sandbox.exam.Medicine;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.shape.EventTwo;
import org.patientjourney.sandbox.shape.Shape;
import org.patientjourney.sandbox.state.EventContent.Prescribed;
import org.patientjourney.sandbox.state.Pharmacy;
import org.patientjourney.sandbox.state.PrescribedItem;

/** The medicines of event 2 (contract 5.2). */
record Prescription(Prescribed prescribed, int examId, Pharmacy pharmacy) {
  // [SIM] What the provider prescribes when the invite asked for nothing.
  private static final long USUAL_ORDER_SET = 884;
  private static final List<String> CONTACT = List.of("full_name", "email", "phone_number", "role");
  private static final List<String> TRACKING =
      List.of(
          "rx_number", "tracking_number", "ship_carrier", "delivery_service", "pharmacy_location");

  ObjectNode writeTo(ObjectNode body, Shape shape) {
    List<PrescribedItem> items = prescribed.prescriptions();
    // Several items do not fit the flat shape; they were prescribed before it was switched on.
    if (shape.event2() == EventTwo.FLAT && items.size() == 1) {
      return writeFlat(body.putNull("reason"), items.get(0), shape);
    }
    Long asked = pharmacy.orderSetId();
    String orderSet = String.valueOf(asked == null ? USUAL_ORDER_SET : asked);
    body.set("prescribed_os_id", shape.idTypes().id(2, orderSet));
    ArrayNode list = body.putArray("prescription");
    IntStream.range(0, items.size()).forEach(i -> writeItem(list.addObject(), i, shape));
    return body;
  }

  private void writeItem(ObjectNode item, int position, Shape shape) {
    PrescribedItem prescribedItem = prescribed.prescriptions().get(position);
    Medicine medicine = Medicine.of(examId, position);
    item.set("prescription_id", id(prescribedItem, shape));
    item.put("drug_name", medicine.drugName())
        .put("dosage_form_type", medicine.form())
        .put("strength", medicine.strength())
        .put("size", medicine.size())
        .put("quantity", medicine.quantity())
        .put("quantity_units", "")
        .put("directions", "As the leaflet says")
        .put("duration_days", medicine.days())
        .put("refill_amount", 0)
        .put("ndc_number", "")
        .put("gpi_number", "")
        .put("schedule_code", prescribedItem.scheduleCode())
        .put("active_ingredient", medicine.drugName())
        .put("inactive_ingredient", "")
        .put("pharmacy_name", pharmacy.name())
        .put("created_at", prescribed.createdAt().toString());
    item.putArray("pharmacy_contacts").add(nulls(CONTACT));
    item.putArray("prescription_tracking").add(nulls(TRACKING));
  }

  private static JsonNode id(PrescribedItem item, Shape shape) {
    return shape.idTypes().id(2, String.valueOf(item.prescriptionId()));
  }

  /** A sample's object that nobody has filled yet. */
  private static ObjectNode nulls(List<String> members) {
    ObjectNode empty = Json.MAPPER.createObjectNode();
    members.forEach(empty::putNull);
    return empty;
  }

  /** [seen] One medicine at the top of the body, its numbers as numbers. */
  private ObjectNode writeFlat(ObjectNode body, PrescribedItem item, Shape shape) {
    Medicine medicine = Medicine.of(examId, 0);
    body.set("prescription_id", id(item, shape));
    int quantity = Integer.parseInt(medicine.quantity());
    body.put("quantity", quantity)
        .put("quantity_units", "")
        .put("directions", "As the leaflet says")
        .put("duration_days", medicine.days())
        .put("refill_amount", 0)
        .put("dispense_number", 1)
        .put("schedule_code", item.scheduleCode());
    ObjectNode details = body.putObject("drug_details");
    details
        .put("drug_name", medicine.drugName())
        .put("strength", medicine.strength())
        .put("size", medicine.size())
        .put("dosage_form_type", medicine.form())
        .put("ndc_number", "")
        .put("gpi_number", "")
        .put("active_ingredient", medicine.drugName())
        .putArray("inactive_ingredient");
    return body;
  }
}
