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
 * One drug of event 2. The older shape keeps what names the drug in an object of its own, with the
 * same field names (contract 5.2).
 */
final class QualiphyPrescriptionItem {
  private QualiphyPrescriptionItem() {}

  static PrescriptionItem read(JsonNode entry) {
    return new PrescriptionItem(
        TolerantValue.prescriptionId(entry.path("prescription_id")),
        drug(entry),
        supply(entry),
        TolerantValue.words(entry.path("pharmacy_name")),
        contacts(entry.path("pharmacy_contacts")),
        tracking(entry.path("prescription_tracking")),
        TolerantValue.words(entry.path("created_at")));
  }

  private static Drug drug(JsonNode entry) {
    return new Drug(
        ofDrug(entry, "drug_name", TolerantValue::words),
        ofDrug(entry, "dosage_form_type", TolerantValue::words),
        ofDrug(entry, "strength", TolerantValue::words),
        ofDrug(entry, "size", TolerantValue::words),
        ofDrug(entry, "ndc_number", TolerantValue::identifier),
        ofDrug(entry, "gpi_number", TolerantValue::identifier),
        ofDrug(entry, "schedule_code", TolerantValue::schedule),
        ingredients(entry, "active_ingredient"),
        ingredients(entry, "inactive_ingredient"));
  }

  private static @Nullable String ofDrug(
      JsonNode entry, String field, Function<JsonNode, @Nullable String> reading) {
    String inside = reading.apply(details(entry).path(field));
    return inside == null ? reading.apply(entry.path(field)) : inside;
  }

  private static JsonNode details(JsonNode entry) {
    return ObjectList.of(entry.path("drug_details")).objects().stream()
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** One text, or a list of them in the older shape. */
  private static List<String> ingredients(JsonNode entry, String field) {
    JsonNode inside = details(entry).path(field);
    JsonNode value = inside.isMissingNode() ? entry.path(field) : inside;
    Stream<JsonNode> texts = value.isContainerNode() ? value.valueStream() : Stream.of(value);
    return texts.map(TolerantValue::words).filter(Objects::nonNull).toList();
  }

  private static Supply supply(JsonNode entry) {
    return new Supply(
        TolerantValue.words(entry.path("quantity")),
        TolerantValue.words(entry.path("quantity_units")),
        TolerantValue.words(entry.path("directions")),
        TolerantValue.integer(entry.path("duration_days")),
        TolerantValue.integer(entry.path("refill_amount")),
        TolerantValue.words(entry.path("dispense_number")));
  }

  /** The samples hold contacts of which nothing is known; they are left out. */
  private static List<Contact> contacts(JsonNode value) {
    return ObjectList.of(value).objects().stream()
        .map(QualiphyPrescriptionItem::contact)
        .filter(QualiphyPrescriptionItem::saysSomething)
        .toList();
  }

  /** All null in every sample (contract 5.2). What comes all the same is kept; event 3 ships. */
  private static List<Parcel> tracking(JsonNode value) {
    return QualiphyShipment.parcels(ObjectList.of(value), Parcel.NOTHING_KNOWN).stream()
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

  private static boolean saysSomething(Contact contact) {
    return Stream.of(contact.fullName(), contact.email(), contact.phone(), contact.role())
        .anyMatch(Objects::nonNull);
  }
}
