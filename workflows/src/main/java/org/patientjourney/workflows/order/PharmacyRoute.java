package org.patientjourney.workflows.order;

import org.jspecify.annotations.Nullable;

/**
 * Who fills the prescription.
 *
 * @param pharmacyId partner route: the provider's number of the pharmacy
 * @param orderSetId partner route: the provider's number of drug, dose and price
 * @param ncpdpId own route: the pharmacy's NCPDP number, 7 digits, leading zeros kept
 */
public record PharmacyRoute(
    Route route,
    @Nullable Integer pharmacyId,
    @Nullable Integer orderSetId,
    @Nullable String ncpdpId,
    @Nullable String name,
    @Nullable Address address) {

  public enum Route {
    PARTNER,
    OWN,
    PATIENT_CHOICE,
    PROVIDER_CHOICE;

    /** Whether the medicine is sent to an address of the order. */
    public boolean isShipped() {
      return this == PARTNER || this == PROVIDER_CHOICE;
    }
  }

  @Override
  public String toString() {
    return "PharmacyRoute[" + route + "]";
  }
}
