package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.wire.ObjectList;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/**
 * One prescribed drug as event 2 reports it, with null for what is unknown. Health data: stored
 * encrypted, prints nothing of itself.
 *
 * @param prescriptionId a number in event 2, a text in event 3
 * @param tracking parcels that event 2 names; only event 3 reports a shipment
 * @param createdAt the provider's time, as it writes it
 */
public record PrescriptionItem(
    @Nullable String prescriptionId,
    Drug drug,
    Supply supply,
    @Nullable String pharmacyName,
    List<Contact> pharmacyContacts,
    List<Parcel> tracking,
    @Nullable String createdAt) {
  /** The fields that determine the dose, without ingredients and schedule. */
  private static final List<String> DOSE =
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

  public PrescriptionItem {
    pharmacyContacts = List.copyOf(pharmacyContacts);
    tracking = List.copyOf(tracking);
  }

  /** Several when the object that names the drug is a list; they share all other fields. */
  static List<PrescriptionItem> read(JsonNode entry) {
    List<JsonNode> details = details(entry).objects();
    return details.isEmpty()
        ? List.of(read(entry, MissingNode.getInstance()))
        : details.stream().map(drug -> read(entry, drug)).toList();
  }

  private static PrescriptionItem read(JsonNode entry, JsonNode details) {
    return new PrescriptionItem(
        TolerantValue.prescriptionId(entry.path("prescription_id")),
        Drug.read(entry, details),
        Supply.read(entry),
        TolerantValue.words(entry.path("pharmacy_name")),
        ObjectList.of(entry.path("pharmacy_contacts")).objects().stream()
            .map(Contact::read)
            .filter(contact -> !contact.equals(Contact.NOTHING_KNOWN))
            .toList(),
        ObjectList.of(entry.path("prescription_tracking")).objects().stream()
            .map(parcel -> Parcel.read(parcel, Parcel.NOTHING_KNOWN))
            .filter(parcel -> !parcel.equals(Parcel.NOTHING_KNOWN))
            .toList(),
        TolerantValue.words(entry.path("created_at")));
  }

  /** Whether anything in it is about a medicine. */
  static boolean isMedicine(JsonNode entry) {
    return !details(entry).objects().isEmpty()
        || !isWhole(entry)
        || TolerantValue.prescriptionId(entry.path("prescription_id")) != null
        || TolerantValue.schedule(entry.path("schedule_code")) != null
        || DOSE.stream().anyMatch(field -> TolerantValue.words(entry.path(field)) != null);
  }

  /** Whether it names one drug, and each field that determines the dose has a readable type. */
  static boolean isWhole(JsonNode entry) {
    ObjectList details = details(entry);
    return details.isWhole()
        && details.objects().size() <= 1
        && Stream.concat(Stream.of(entry), details.objects().stream())
            .allMatch(PrescriptionItem::isReadable);
  }

  private static boolean isReadable(JsonNode part) {
    return Stream.concat(DOSE.stream().map(part::path), oneOrMore(part.path("active_ingredient")))
        .allMatch(TolerantValue::isReadable);
  }

  private static Stream<JsonNode> oneOrMore(JsonNode value) {
    return value.isArray() ? value.valueStream() : Stream.of(value);
  }

  /** In the earlier shape an object of its own names the drug. */
  private static ObjectList details(JsonNode entry) {
    return ObjectList.of(entry.path("drug_details"));
  }

  /**
   * An array, object or boolean is kept as JSON text, so that the digests of two of them differ.
   */
  private static @Nullable String textOrJson(
      JsonNode value, Function<JsonNode, @Nullable String> reading) {
    return TolerantValue.isReadable(value) ? reading.apply(value) : TolerantValue.text(value);
  }

  public boolean isControlled() {
    return drug.scheduleCode() != null;
  }

  @Override
  public String toString() {
    return "PrescriptionItem[not shown]";
  }

  /**
   * What was prescribed.
   *
   * @param ndc National Drug Code; text, for its leading zeros
   * @param gpi Generic Product Identifier; text too
   * @param scheduleCode such as {@code C3}; null when the drug is no controlled substance
   */
  public record Drug(
      @Nullable String name,
      @Nullable String form,
      @Nullable String strength,
      @Nullable String size,
      @Nullable String ndc,
      @Nullable String gpi,
      @Nullable String scheduleCode,
      List<String> activeIngredients,
      List<String> inactiveIngredients) {
    public Drug {
      activeIngredients = List.copyOf(activeIngredients);
      inactiveIngredients = List.copyOf(inactiveIngredients);
    }

    private static Drug read(JsonNode entry, JsonNode details) {
      return new Drug(
          words(entry, details, "drug_name"),
          words(entry, details, "dosage_form_type"),
          words(entry, details, "strength"),
          words(entry, details, "size"),
          either(entry, details, "ndc_number", TolerantValue::identifier),
          either(entry, details, "gpi_number", TolerantValue::identifier),
          schedule(entry),
          ingredients(entry, details, "active_ingredient"),
          ingredients(entry, details, "inactive_ingredient"));
    }

    private static @Nullable String words(JsonNode entry, JsonNode details, String field) {
      return either(entry, details, field, TolerantValue::words);
    }

    private static @Nullable String either(
        JsonNode entry,
        JsonNode details,
        String field,
        Function<JsonNode, @Nullable String> reading) {
      String inside = textOrJson(details.path(field), reading);
      return inside == null ? textOrJson(entry.path(field), reading) : inside;
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
      return oneOrMore((details.has(field) ? details : entry).path(field))
          .map(text -> textOrJson(text, TolerantValue::words))
          .filter(Objects::nonNull)
          .toList();
    }

    @Override
    public String toString() {
      return "Drug[not shown]";
    }
  }

  /**
   * How much of it, how to take it, and for how long.
   *
   * @param dispenseNumber only in the earlier shape; what it counts is not documented
   */
  public record Supply(
      @Nullable String quantity,
      @Nullable String units,
      @Nullable String directions,
      @Nullable Integer durationDays,
      @Nullable Integer refills,
      @Nullable String dispenseNumber) {
    private static Supply read(JsonNode entry) {
      return new Supply(
          textOrJson(entry.path("quantity"), TolerantValue::words),
          textOrJson(entry.path("quantity_units"), TolerantValue::words),
          textOrJson(entry.path("directions"), TolerantValue::words),
          TolerantValue.integer(entry.path("duration_days")),
          TolerantValue.integer(entry.path("refill_amount")),
          TolerantValue.words(entry.path("dispense_number")));
    }

    @Override
    public String toString() {
      return "Supply[not shown]";
    }
  }

  /** A person at the pharmacy; in the provider's samples nothing is known of one. */
  public record Contact(
      @Nullable String fullName,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String role) {
    private static final Contact NOTHING_KNOWN = new Contact(null, null, null, null);

    private static Contact read(JsonNode entry) {
      return new Contact(
          TolerantValue.words(entry.path("full_name")),
          TolerantValue.words(entry.path("email")),
          TolerantValue.identifier(entry.path("phone_number")),
          TolerantValue.words(entry.path("role")));
    }

    @Override
    public String toString() {
      return "Contact[not shown]";
    }
  }
}
