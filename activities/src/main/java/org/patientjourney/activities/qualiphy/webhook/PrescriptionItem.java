package org.patientjourney.activities.qualiphy.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One drug that was prescribed, as the provider tells it; null is what it left unknown. Health
 * data: to be stored encrypted; it prints nothing of itself.
 *
 * @param prescriptionId text inside: parcels name it as a string, prescriptions as a number
 * @param tracking what the event tells of parcels; only event 3 says that they left
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

  /** A scheduled drug: whoever stores it is bound by more rules. */
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
   * @param dispenseNumber only in the older shape; the provider does not say what it counts
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

  /** Somebody at the pharmacy. */
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
