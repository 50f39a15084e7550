package org.patientjourney.sandbox.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.patientjourney.sandbox.catalogue.Catalogue;
import org.patientjourney.sandbox.catalogue.Catalogue.Exam;
import org.patientjourney.sandbox.catalogue.Questionnaire;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.Event.Decided;
import org.patientjourney.sandbox.state.Event.Item;
import org.patientjourney.sandbox.state.Event.Parcel;
import org.patientjourney.sandbox.state.Event.Prescribed;
import org.patientjourney.sandbox.state.Event.Shipped;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.Shape;

/** Writes an event in the shape that is switched on now: docs/provider.md, Webhooks. */
record EventBody(Event event, Invite invite, Shape shape, LongFunction<String> pdfLink) {
  // Prescribed when the invite named no order set.
  private static final String USUAL_ORDER_SET = "884";
  private static final String SERVICE = "Standard";
  private static final List<String> SUPPLY =
      List.of("quantity_units", "directions", "duration_days", "refill_amount");
  private static final Map<String, String> OLD_SPELLINGS =
      Map.of("NA", "N/A", "Deferred to Medical Director", "Defer to Medical Director");

  /** Differs on each call, as the link gets a new signature. */
  String text() {
    ObjectNode body = Json.object().put("event", event.event());
    if (event.content() instanceof Decided decided) {
      writeExam(body, decided.status()).put("reason", decided.reason());
    } else if (event.content() instanceof Prescribed prescribed) {
      writePrescription(writeExam(body, ExamStatus.APPROVED), prescribed);
    } else if (event.content() instanceof Shipped shipped) {
      writeShipment(body, shipped);
    }
    if (hasAdditionalData()) {
      body.put("additional_data", invite.patient().additionalData());
    }
    return body.toString();
  }

  private boolean hasAdditionalData() {
    return switch (shape.additionalData()) {
      case EVENT1 -> event.event() == 1;
      case EVENTS_1_AND_2 -> event.event() <= 2;
      case ALL -> true;
    };
  }

  /** What events 1 and 2 have in common. */
  private ObjectNode writeExam(ObjectNode body, ExamStatus status) {
    PatientExam patientExam = invite.exam(event.patientExamId()).orElseThrow();
    Exam exam = exam();
    boolean hasClinician = status.hasClinician();
    // The published sample of an approval has it long before event 2.
    boolean isConfirmed = event.event() == 2 || (exam.isRx() && status.equals(ExamStatus.APPROVED));
    boolean isOldSpelling = shape.statusSpelling() == Shape.StatusSpelling.OLD;
    body.set("exam_id", id(String.valueOf(exam.id())));
    body.set("patient_exam_id", id(String.valueOf(event.patientExamId())));
    body.put("exam_name", exam.title())
        .put(
            "exam_status",
            isOldSpelling
                ? OLD_SPELLINGS.getOrDefault(status.text(), status.text())
                : status.text())
        .put("exam_url", hasClinician ? pdfLink.apply(event.patientExamId()) : null)
        .put("rx_status", isConfirmed ? "Pharmacy Confirmed" : null)
        .put("clinic_name", invite.clinic())
        .put("patient_email", invite.patient().email())
        .put("patient_phone_number", invite.patient().phoneNumber())
        .put("provider_name", hasClinician ? "NP Dana Okafor" : null);
    // Without answers for a patient who did not join, as in the published sample.
    List<Questionnaire.Answered> answers =
        status.equals(ExamStatus.MISSED) ? List.of() : Questionnaire.answered(patientExam);
    body.set("questions_answers", Json.MAPPER.valueToTree(answers));
    return body;
  }

  private Exam exam() {
    return Catalogue.exam(invite.exam(event.patientExamId()).orElseThrow().examId());
  }

  private void writePrescription(ObjectNode body, Prescribed prescribed) {
    List<Item> items = prescribed.prescriptions();
    // Several items do not fit the flat shape; they were prescribed before it was switched on.
    if (shape.event2() == Shape.EventTwo.FLAT && items.size() == 1) {
      writeFlat(body.putNull("reason"), items.get(0));
      return;
    }
    Long orderSet = invite.pharmacy().orderSetId();
    body.set("prescribed_os_id", id(orderSet == null ? USUAL_ORDER_SET : orderSet.toString()));
    ArrayNode list = body.putArray("prescription");
    for (int i = 0; i < items.size(); i++) {
      ObjectNode item = list.addObject();
      item.set("prescription_id", id(String.valueOf(items.get(i).prescriptionId())));
      item.setAll(Catalogue.medicine(exam().id(), i));
      item.put("schedule_code", items.get(i).scheduleCode())
          .put("pharmacy_name", invite.pharmacy().name())
          .put("created_at", Json.millis(prescribed.createdAt()));
    }
  }

  /** The earlier shape: one medicine at the top of the body, its numbers as numbers. */
  private void writeFlat(ObjectNode body, Item item) {
    ObjectNode drug = Catalogue.medicine(exam().id(), 0);
    body.set("prescription_id", id(String.valueOf(item.prescriptionId())));
    body.setAll(drug.deepCopy().retain(SUPPLY));
    body.put("quantity", drug.path("quantity").asInt())
        .put("schedule_code", item.scheduleCode())
        .put("dispense_number", 1);
    drug.remove(SUPPLY);
    drug.remove(List.of("quantity", "pharmacy_contacts", "prescription_tracking"));
    drug.putArray("inactive_ingredient");
    body.set("drug_details", drug);
  }

  private void writeShipment(ObjectNode body, Shipped shipped) {
    List<Parcel> parcels = shipped.parcels();
    // Several parcels do not fit the flat shape; they left before it was switched on again.
    if (shape.event3() == Shape.EventThree.TRACKING_LIST || parcels.size() > 1) {
      writeTrackingList(body, shipped);
      return;
    }
    Parcel parcel = parcels.get(0);
    body.set("patient_exam_id", id(String.valueOf(event.patientExamId())));
    body.set("prescription_id", id(parcel.prescriptionId()));
    body.put("tracking_number", parcel.trackingNumber())
        .put("delivery_service", SERVICE)
        .put("pharmacy_location", invite.pharmacy().name())
        .put("order_id", "JC-" + parcel.prescriptionId());
  }

  /** The earlier shape names neither exam nor prescription, only the pharmacy's own number. */
  private void writeTrackingList(ObjectNode body, Shipped shipped) {
    for (Parcel parcel : shipped.parcels()) {
      body.withArray("prescription_tracking")
          .addObject()
          .put("pharmacy_location", invite.pharmacy().name())
          .put("rx_number", "RX-" + parcel.prescriptionId())
          .put("tracking_number", parcel.trackingNumber())
          .put("delivery_service", SERVICE)
          .put("ship_carrier", "UPS");
    }
    body.put("created_at", Json.millis(shipped.createdAt()));
  }

  /** An id that is no number stays text. */
  private JsonNode id(String id) {
    boolean isNumber =
        switch (shape.idTypes()) {
          case DOCUMENTED -> event.event() == 2;
          case ALL_INT -> true;
          case ALL_STRING -> false;
        };
    return isNumber && id.matches("\\d{1,18}")
        ? JsonNodeFactory.instance.numberNode(Long.parseLong(id))
        : JsonNodeFactory.instance.textNode(id);
  }

  @Override
  public String toString() {
    return "EventBody[" + event.id() + "]";
  }
}
