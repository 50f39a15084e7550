package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem.Contact;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem.Drug;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem.Supply;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/**
 * One drug of event 2. The older shape keeps what names the drug in an object of its own, with the
 * same field names (contract 5.2).
 */
final class QualiphyPrescriptionItem {
  private QualiphyPrescriptionItem() {}

  static PrescriptionItem read(JsonNode entry) {
    return new PrescriptionItem(
        TolerantValue.id(entry.path("prescription_id")),
        drug(entry),
        supply(entry),
        TolerantValue.known(entry.path("pharmacy_name")),
        contacts(entry.path("pharmacy_contacts")));
  }

  private static Drug drug(JsonNode entry) {
    return new Drug(
        ofDrug(entry, "drug_name"),
        ofDrug(entry, "dosage_form_type"),
        ofDrug(entry, "strength"),
        ofDrug(entry, "size"),
        ofDrug(entry, "ndc_number"),
        ofDrug(entry, "gpi_number"),
        ofDrug(entry, "schedule_code"));
  }

  private static @Nullable String ofDrug(JsonNode entry, String field) {
    String inside = TolerantValue.known(entry.path("drug_details").path(field));
    return inside == null ? TolerantValue.known(entry.path(field)) : inside;
  }

  private static Supply supply(JsonNode entry) {
    return new Supply(
        TolerantValue.known(entry.path("quantity")),
        TolerantValue.known(entry.path("quantity_units")),
        TolerantValue.known(entry.path("directions")),
        TolerantValue.integer(entry.path("duration_days")),
        TolerantValue.integer(entry.path("refill_amount")));
  }

  /** The samples hold contacts of which nothing is known; they are left out. */
  private static List<Contact> contacts(JsonNode value) {
    return TolerantValue.objects(value)
        .map(QualiphyPrescriptionItem::contact)
        .filter(QualiphyPrescriptionItem::saysSomething)
        .toList();
  }

  private static Contact contact(JsonNode entry) {
    return new Contact(
        TolerantValue.known(entry.path("full_name")),
        TolerantValue.known(entry.path("email")),
        TolerantValue.known(entry.path("phone_number")),
        TolerantValue.known(entry.path("role")));
  }

  private static boolean saysSomething(Contact contact) {
    return Stream.of(contact.fullName(), contact.email(), contact.phone(), contact.role())
        .anyMatch(Objects::nonNull);
  }
}
