package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.wire.QualiphyStatus;
import org.patientjourney.activities.qualiphy.wire.Sha256;
import org.patientjourney.workflows.exam.ExamStatus;
import org.patientjourney.workflows.journey.JourneyJson;

/**
 * What two events share when they say the same, however they spell it: made of what we read, with
 * texts, decimals and the order of lists brought into one form. Of the ids only the patient exam is
 * in it, where it tells the PDF of one exam from that of another.
 */
final class ContentDigest {
  private static final ObjectMapper JSON = JourneyJson.mapper();
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}\\.[0-9]{1,18}");

  private ContentDigest() {}

  static String of(Reading.Consultation event) {
    ObjectNode content = JSON.createObjectNode();
    content.set("patientExam", JSON.valueToTree(event.patientExamId()));
    content.set("consultation", consultation(event.detail()));
    content.put("whole", event.whole());
    return digest(content);
  }

  static String of(Reading.Prescription event) {
    ObjectNode content = JSON.createObjectNode();
    content.set("patientExam", JSON.valueToTree(event.patientExamId()));
    content.set("consultation", consultation(event.detail()));
    content.set("items", JSON.valueToTree(event.items()));
    content.put("orderSet", event.prescribedOrderSet());
    content.set("status", JSON.valueToTree(event.status()));
    content.put("whole", event.whole());
    return digest(content);
  }

  static String of(Reading.Shipment event) {
    ArrayNode parcels = JSON.createArrayNode();
    event.parcels().forEach(parcel -> parcels.add(parcel(parcel)));
    ObjectNode content = JSON.createObjectNode();
    content.set("parcels", parcels);
    content.put("whole", event.whole());
    return digest(content);
  }

  /**
   * What matters to who takes a medicine, by prescription id; empty for what names none: drug,
   * strength, quantity, directions, schedule.
   */
  static Map<String, String> ofMedicines(List<PrescriptionItem> items) {
    return items.stream()
        .collect(
            Collectors.groupingBy(
                item -> item.prescriptionId() == null ? "" : item.prescriptionId(),
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), ContentDigest::ofMedicine)));
  }

  private static String ofMedicine(List<PrescriptionItem> items) {
    ArrayNode medicines = JSON.createArrayNode();
    for (PrescriptionItem item : items) {
      medicines
          .addObject()
          .put("name", item.drug().name())
          .put("form", item.drug().form())
          .put("strength", item.drug().strength())
          .put("size", item.drug().size())
          .put("scheduleCode", item.drug().scheduleCode())
          .put("quantity", item.supply().quantity())
          .put("units", item.supply().units())
          .put("directions", item.supply().directions());
    }
    return digest(JSON.createObjectNode().set("medicines", medicines));
  }

  /** Without the link, which is signed anew for every delivery (contract 5.5). */
  private static ObjectNode consultation(ConsultationDetail detail) {
    ObjectNode content = JSON.valueToTree(detail);
    content.remove("examUrl");
    String raw = detail.rawStatus();
    if (raw != null) {
      ExamStatus status = QualiphyStatus.of(raw);
      content.put("rawStatus", status == ExamStatus.UNKNOWN ? raw : status.name());
    }
    return content;
  }

  /** Of the pharmacy's numbers only the digits count: it spells their prefixes differently. */
  private static ObjectNode parcel(Parcel parcel) {
    ObjectNode content = JSON.valueToTree(parcel);
    content.put("trackingNumber", parcel.trackingHash().orElse(null));
    content.put("pharmacyOrderId", digits(parcel.pharmacyOrderId()));
    content.put("rxNumber", digits(parcel.rxNumber()));
    return content;
  }

  private static String digits(@Nullable String number) {
    String text = number == null ? "" : number;
    String digits = text.replaceAll("[^0-9]", "");
    return digits.isEmpty() ? text : digits;
  }

  private static String digest(JsonNode content) {
    return Sha256.of(CanonicalJson.write(normal(content)));
  }

  private static JsonNode normal(JsonNode value) {
    if (value.isObject()) {
      ObjectNode normal = JSON.createObjectNode();
      value.properties().stream()
          .filter(member -> !isEmpty(member.getValue()))
          .forEach(member -> normal.set(member.getKey(), normal(member.getValue())));
      return normal;
    }
    if (value.isArray()) {
      ArrayNode normal = JSON.createArrayNode();
      StreamSupport.stream(value.spliterator(), false)
          .map(ContentDigest::normal)
          .sorted(Comparator.comparing(CanonicalJson::write))
          .forEach(normal::add);
      return normal;
    }
    return value.isTextual() ? JsonNodeFactory.instance.textNode(spelled(value.asText())) : value;
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isNull()
        || (value.isTextual() && value.asText().isBlank())
        || (value.isContainerNode() && value.isEmpty());
  }

  private static String spelled(String text) {
    String one =
        SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll(" ").strip();
    return DECIMAL.matcher(one).matches()
        ? new BigDecimal(one).stripTrailingZeros().toPlainString()
        : one.toLowerCase(Locale.ROOT);
  }
}
