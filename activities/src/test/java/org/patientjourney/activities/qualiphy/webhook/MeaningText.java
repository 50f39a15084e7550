package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.patientjourney.activities.qualiphy.webhook.Reading.Prescription;
import org.patientjourney.activities.qualiphy.webhook.Reading.Shipment;
import org.patientjourney.workflows.journey.JourneyJson;

/** A reading for people: its kind, then a line for each thing that is known. */
final class MeaningText {
  private final List<String> lines = new ArrayList<>();

  private MeaningText() {}

  static String of(Reading reading) {
    MeaningText text = new MeaningText();
    text.lines.add(reading.getClass().getSimpleName());
    text.add("", JourneyJson.mapper().valueToTree(reading));
    text.addDerived(reading);
    return String.join("\n", text.lines) + "\n";
  }

  private void addDerived(Reading reading) {
    if (reading instanceof Prescription prescription) {
      line("prescriptionIds()", prescription.prescriptionIds());
      line(
          "isControlled()",
          prescription.items().stream().map(PrescriptionItem::isControlled).toList());
    } else if (reading instanceof Shipment shipment) {
      line(
          "parcelKeys()",
          shipment.parcels().stream().map(Parcel::key).sorted().distinct().toList());
    }
  }

  private void add(String path, JsonNode value) {
    if (value.isObject()
        && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isNull)) {
      line(path, "nothing known");
    } else if (value.isObject()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      value.properties().forEach(member -> add(prefix + member.getKey(), member.getValue()));
    } else if (value.isArray() && !value.isEmpty()) {
      for (int index = 0; index < value.size(); index++) {
        add(path + "[" + index + "]", value.get(index));
      }
    } else if (!value.isNull()) {
      line(path, value.isTextual() ? value.asText() : value);
    }
  }

  private void line(String path, Object value) {
    lines.add(path + " = " + value);
  }
}
