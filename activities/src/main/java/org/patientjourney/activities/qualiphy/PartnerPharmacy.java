package org.patientjourney.activities.qualiphy;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pharmacy that the provider sends prescriptions to, and that ships.
 *
 * @param pharmacyId what an order's pharmacy of the route {@code partner} names
 */
public record PartnerPharmacy(int pharmacyId, String name) {
  /** An entry of this name stands for the patient's own pharmacy. */
  private static final String OWN_CHOICE = "choose your pharmacy";

  /** Whether it stands for a retail pharmacy, which does not ship. */
  public boolean isPatientChoice() {
    return name.strip().toLowerCase(Locale.ROOT).equals(OWN_CHOICE);
  }

  /**
   * Drug, dose and price at one partner pharmacy. Its title is free text: a dose is chosen by the
   * number, never by the words.
   *
   * @param orderSetId what an order's pharmacy of the route {@code partner} names
   * @param turnaround how long it takes, as the provider writes it, such as {@code 3-4}
   * @param totalPrice in US dollars, shipping included
   */
  public record TreatmentPackage(
      int orderSetId,
      String title,
      @Nullable Integer pharmacyId,
      @Nullable String pharmacyName,
      @Nullable String turnaround,
      @Nullable BigDecimal totalPrice) {}
}
