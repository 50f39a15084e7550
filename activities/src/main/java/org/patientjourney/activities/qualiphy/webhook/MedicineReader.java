package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem.Contact;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem.Drug;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem.Supply;
import org.patientjourney.activities.qualiphy.wire.ObjectList;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/**
 * Reads one drug of event 2. In the earlier shape the fields that name the drug are in an object of
 * their own.
 */
final class MedicineReader {
  /** The fields that determine the dose, without ingredients and schedule. */
  private static final List<String> FIELDS =
      List.of(
          "drug_name",
          "dosage_form_type",
          "strength",
          "size",
          "ndc_number",
          "gpi_number",
          "quantity",
          "quantity_units",
          "directions");

  private MedicineReader() {}

  /** Several when the object that names the drug is a list; they share all other fields. */
  static List<PrescriptionItem> read(JsonNode entry) {
    List<JsonNode> details = details(entry).objects();
    return details.isEmpty()
        ? List.of(item(entry, MissingNode.getInstance()))
        : details.stream().map(drug -> item(entry, drug)).toList();
  }

  /** Whether anything in it is about a medicine. */
  static boolean isMedicine(JsonNode entry) {
    return !details(entry).objects().isEmpty()
        || !isWhole(entry)
        || TolerantValue.prescriptionId(entry.path("prescription_id")) != null
        || TolerantValue.schedule(entry.path("schedule_code")) != null
        || FIELDS.stream().anyMatch(field -> TolerantValue.words(entry.path(field)) != null);
  }

  /** Whether it names one drug, and each field that determines the dose has a readable type. */
  static boolean isWhole(JsonNode entry) {
    ObjectList details = details(entry);
    return details.isWhole()
        && details.objects().size() <= 1
        && Stream.concat(Stream.of(entry), details.objects().stream())
            .allMatch(MedicineReader::isReadable);
  }

  private static boolean isReadable(JsonNode part) {
    JsonNode ingredients = part.path("active_ingredient");
    return FIELDS.stream().map(part::path).allMatch(TolerantValue::isReadable)
        && (ingredients.isArray() ? ingredients.valueStream() : Stream.of(ingredients))
            .allMatch(TolerantValue::isReadable);
  }

  private static PrescriptionItem item(JsonNode entry, JsonNode details) {
    return new PrescriptionItem(
        TolerantValue.prescriptionId(entry.path("prescription_id")),
        drug(entry, details),
        supply(entry),
        TolerantValue.words(entry.path("pharmacy_name")),
        contacts(entry.path("pharmacy_contacts")),
        tracking(entry.path("prescription_tracking")),
        TolerantValue.words(entry.path("created_at")));
  }

  private static Drug drug(JsonNode entry, JsonNode details) {
    return new Drug(
        ofDrug(entry, details, "drug_name", TolerantValue::words),
        ofDrug(entry, details, "dosage_form_type", TolerantValue::words),
        ofDrug(entry, details, "strength", TolerantValue::words),
        ofDrug(entry, details, "size", TolerantValue::words),
        ofDrug(entry, details, "ndc_number", TolerantValue::identifier),
        ofDrug(entry, details, "gpi_number", TolerantValue::identifier),
        schedule(entry),
        ingredients(entry, details, "active_ingredient"),
        ingredients(entry, details, "inactive_ingredient"));
  }

  private static @Nullable String ofDrug(
      JsonNode entry,
      JsonNode details,
      String field,
      Function<JsonNode, @Nullable String> reading) {
    String inside = textOrJson(details.path(field), reading);
    return inside == null ? textOrJson(entry.path(field), reading) : inside;
  }

  /**
   * An array, object or boolean is kept as JSON text, so that the digests of two of them differ.
   */
  private static @Nullable String textOrJson(
      JsonNode value, Function<JsonNode, @Nullable String> reading) {
    return TolerantValue.isReadable(value) ? reading.apply(value) : TolerantValue.text(value);
  }

  private static ObjectList details(JsonNode entry) {
    return ObjectList.of(entry.path("drug_details"));
  }

  /** All codes at any depth: one controlled drug makes the entry controlled. */
  private static @Nullable String schedule(JsonNode entry) {
    List<String> codes =
        entry.findValues("schedule_code").stream()
            .map(TolerantValue::schedule)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    return codes.isEmpty() ? null : String.join(", ", codes);
  }

  /** One text, or a list of them in the earlier shape. */
  private static List<String> ingredients(JsonNode entry, JsonNode details, String field) {
    JsonNode inside = details.path(field);
    JsonNode value = inside.isMissingNode() ? entry.path(field) : inside;
    Stream<JsonNode> texts = value.isArray() ? value.valueStream() : Stream.of(value);
    return texts
        .map(text -> textOrJson(text, TolerantValue::words))
        .filter(Objects::nonNull)
        .toList();
  }

  private static Supply supply(JsonNode entry) {
    return new Supply(
        textOrJson(entry.path("quantity"), TolerantValue::words),
        textOrJson(entry.path("quantity_units"), TolerantValue::words),
        textOrJson(entry.path("directions"), TolerantValue::words),
        TolerantValue.integer(entry.path("duration_days")),
        TolerantValue.integer(entry.path("refill_amount")),
        TolerantValue.words(entry.path("dispense_number")));
  }

  /** Contacts without any value, as in the samples, are left out. */
  private static List<Contact> contacts(JsonNode value) {
    return ObjectList.of(value).objects().stream()
        .map(MedicineReader::contact)
        .filter(MedicineReader::hasValue)
        .toList();
  }

  /** All null in every sample. Values are kept, but only event 3 reports a shipment. */
  private static List<Parcel> tracking(JsonNode value) {
    return ShipmentReader.parcels(ObjectList.of(value), Parcel.NOTHING_KNOWN).stream()
        .filter(parcel -> !parcel.equals(Parcel.NOTHING_KNOWN))
        .toList();
  }

  private static Contact contact(JsonNode entry) {
    return new Contact(
        TolerantValue.words(entry.path("full_name")),
        TolerantValue.words(entry.path("email")),
        TolerantValue.identifier(entry.path("phone_number")),
        TolerantValue.words(entry.path("role")));
  }

  private static boolean hasValue(Contact contact) {
    return Stream.of(contact.fullName(), contact.email(), contact.phone(), contact.role())
        .anyMatch(Objects::nonNull);
  }
}
