package org.patientjourney.activities.qualiphy;

import org.jspecify.annotations.Nullable;

/**
 * Any pharmacy of the United States (contract 4.10).
 *
 * @param ncpdpId 7 digits; with name and address what an order's pharmacy of the route {@code own}
 *     names
 * @param type such as {@code Retail}, as the provider writes it; rarely told
 */
public record RetailPharmacy(
    String ncpdpId, String name, Location address, @Nullable String phone, @Nullable String type) {

  /** Where it is, as far as the provider tells. */
  public record Location(
      @Nullable String line1,
      @Nullable String line2,
      @Nullable String city,
      @Nullable String state,
      @Nullable String zip) {}
}
