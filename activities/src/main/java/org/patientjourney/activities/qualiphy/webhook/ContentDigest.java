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
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.wire.QualiphyStatus;
import org.patientjourney.activities.qualiphy.wire.Sha256;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.journey.JourneyJson;

/**
 * Digest of an event's content: equal for events that differ only in spelling, JSON types or order.
 * The texts of a medicine are compared with case: {@code mU} is not {@code MU}. The only id in it
 * is the patient exam, which distinguishes the PDFs of two exams.
 */
final class ContentDigest {
  private static final ObjectMapper JSON = JourneyJson.mapper();
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}\\.[0-9]{1,18}");

  /** A prefix that ends with a separator and has no digit: {@code JC-}, {@code ORD }, {@code #}. */
  private static final Pattern PREFIX = Pattern.compile("^[^\\p{N}]*[^\\p{L}\\p{N}]");

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
    ArrayNode items = content.putArray("items");
    event.items().forEach(item -> items.add(item(item)));
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
   * Digests of what the patient takes (drug, codes, strength, active ingredients, quantity,
   * directions, schedule) by prescription id; medicines without id have the empty text.
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
      ObjectNode medicine = JSON.valueToTree(item.drug());
      medicine.remove("inactiveIngredients");
      medicines.add(
          medicine
              .put("quantity", item.supply().quantity())
              .put("units", item.supply().units())
              .put("directions", item.supply().directions()));
    }
    return digest(medicines, ContentDigest::spaced);
  }

  private static ObjectNode item(PrescriptionItem item) {
    ObjectNode content = JSON.valueToTree(item);
    ObjectNode medicine = JSON.createObjectNode();
    medicine.set("drug", content.remove("drug"));
    medicine.set("supply", content.remove("supply"));
    return content.put("medicine", digest(medicine, ContentDigest::spaced));
  }

  /** Without the link, which is signed anew in every delivery. */
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

  /** Pharmacies spell the prefixes of their numbers differently. */
  private static ObjectNode parcel(Parcel parcel) {
    ObjectNode content = JSON.valueToTree(parcel);
    content.put("trackingNumber", parcel.trackingHash().orElse(null));
    content.put("pharmacyOrderId", withoutPrefix(parcel.pharmacyOrderId()));
    content.put("rxNumber", withoutPrefix(parcel.rxNumber()));
    return content;
  }

  private static String withoutPrefix(@Nullable String number) {
    String text = number == null ? "" : number;
    String rest = PREFIX.matcher(text).replaceFirst("");
    return rest.isEmpty() ? text : rest;
  }

  private static String digest(JsonNode content) {
    return digest(content, ContentDigest::spelled);
  }

  private static String digest(JsonNode content, UnaryOperator<String> spelling) {
    return Sha256.of(CanonicalJson.write(normal(content, spelling)));
  }

  private static JsonNode normal(JsonNode value, UnaryOperator<String> spelling) {
    if (value.isObject()) {
      ObjectNode normal = JSON.createObjectNode();
      value.properties().stream()
          .filter(member -> !isEmpty(member.getValue()))
          .forEach(member -> normal.set(member.getKey(), normal(member.getValue(), spelling)));
      return normal;
    }
    if (value.isArray()) {
      ArrayNode normal = JSON.createArrayNode();
      StreamSupport.stream(value.spliterator(), false)
          .map(element -> normal(element, spelling))
          .sorted(Comparator.comparing(CanonicalJson::write))
          .forEach(normal::add);
      return normal;
    }
    return value.isTextual()
        ? JsonNodeFactory.instance.textNode(spelling.apply(value.asText()))
        : value;
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isNull()
        || (value.isTextual() && value.asText().isBlank())
        || (value.isContainerNode() && value.isEmpty());
  }

  private static String spelled(String text) {
    return spaced(Normalizer.normalize(text, Normalizer.Form.NFKC)).toLowerCase(Locale.ROOT);
  }

  private static String spaced(String text) {
    String one = SPACES.matcher(text).replaceAll(" ").strip();
    return DECIMAL.matcher(one).matches()
        ? new BigDecimal(one).stripTrailingZeros().toPlainString()
        : one;
  }
}
