package org.patientjourney.activities.qualiphy.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One prescribed drug as the provider reports it, with null for what is unknown. Health data:
 * stored encrypted, prints nothing of itself.
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

  public PrescriptionItem {
    pharmacyContacts = List.copyOf(pharmacyContacts);
    tracking = List.copyOf(tracking);
  }

  /** Whether it is a scheduled drug. */
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
    @Override
    public String toString() {
      return "Supply[not shown]";
    }
  }

  /** A person at the pharmacy. */
  public record Contact(
      @Nullable String fullName,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String role) {
    @Override
    public String toString() {
      return "Contact[not shown]";
    }
  }
}
