package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.qualiphy.wire.QualiphyStatus;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.journey.JourneyJson;

/**
 * Digest of an event's content: equal for events that differ only in spelling, JSON types or order.
 * The texts of a medicine are compared with case: {@code mU} is not {@code MU}. The only id in it
 * is the patient exam, which distinguishes the PDFs of two exams.
 */
final class ContentDigest {
  private static final ObjectMapper JSON = JourneyJson.mapper();

  /** Sorted keys, and ASCII only: half a surrogate pair survives as its escape. */
  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  /** The link, signed anew in every delivery: two copies of one event differ in it. */
  private static final String RESIGNED = "exam_url";

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}\\.[0-9]{1,18}");

  /** A prefix that ends with a separator and has no digit: {@code JC-}, {@code ORD }, {@code #}. */
  private static final Pattern PREFIX = Pattern.compile("^[^\\p{N}]*[^\\p{L}\\p{N}]");

  private ContentDigest() {}

  static String of(Reading.Consultation event) {
    return digest(content(event.patientExamId(), event.detail(), event.whole()));
  }

  static String of(Reading.Prescription event) {
    ObjectNode content = content(event.patientExamId(), event.detail(), event.whole());
    event.items().forEach(item -> content.withArray("items").add(item(item)));
    content.put("orderSet", event.prescribedOrderSet());
    content.set("status", JSON.valueToTree(event.status()));
    return digest(content);
  }

  static String of(Reading.Shipment event) {
    ObjectNode content = JSON.createObjectNode().put("whole", event.whole());
    event.parcels().forEach(parcel -> content.withArray("parcels").add(parcel(parcel)));
    return digest(content);
  }

  /** Of all of its members: nothing is known of their meaning. */
  static String ofUnknown(JsonNode event) {
    ObjectNode content = event.deepCopy();
    content.remove(RESIGNED);
    return sha256(content);
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

  private static ObjectNode content(
      @Nullable PatientExamId patientExam, ConsultationDetail detail, boolean whole) {
    ObjectNode consultation = JSON.valueToTree(detail);
    consultation.remove("examUrl");
    String raw = detail.rawStatus();
    if (raw != null) {
      ExamStatus status = QualiphyStatus.of(raw);
      consultation.put("rawStatus", status == ExamStatus.UNKNOWN ? raw : status.name());
    }
    ObjectNode content = JSON.createObjectNode().put("whole", whole);
    content.set("patientExam", JSON.valueToTree(patientExam));
    content.set("consultation", consultation);
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
    return sha256(normal(content, spelling));
  }

  private static String sha256(JsonNode content) {
    return HexFormat.of().formatHex(StoredJson.sha256(canonical(content)));
  }

  private static String canonical(JsonNode value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new OneFormOfNumbers(CANONICAL.createGenerator(text))) {
      CANONICAL.writeTree(out, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed, which indicates a bug", impossible);
    }
    return text.toString();
  }

  private static final class OneFormOfNumbers extends JsonGeneratorDelegate {
    OneFormOfNumbers(JsonGenerator out) {
      super(out, false);
    }

    /** Plain, unless the exponent would make gigabytes of zeros. */
    @Override
    public void writeNumber(BigDecimal value) throws IOException {
      BigDecimal shortest = value.stripTrailingZeros();
      boolean isHuge = Math.abs((long) shortest.scale()) > 1_000;
      super.writeNumber(isHuge ? shortest.toString() : shortest.toPlainString());
    }
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
          .sorted(Comparator.comparing(ContentDigest::canonical))
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
