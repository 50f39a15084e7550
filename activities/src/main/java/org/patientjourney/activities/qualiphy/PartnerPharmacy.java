package org.patientjourney.activities.qualiphy;

import java.util.Locale;

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
}
