package org.patientjourney.activities.qualiphy;

import org.jspecify.annotations.Nullable;

/**
 * Any pharmacy of the United States.
 *
 * @param ncpdpId 7 digits; with name and address what an order's pharmacy of the route {@code own}
 *     names
 * @param type such as {@code Retail}, as the provider writes it; often absent
 */
public record RetailPharmacy(
    String ncpdpId, String name, Location address, @Nullable String phone, @Nullable String type) {

  /** Its address, as far as the provider reports it. */
  public record Location(
      @Nullable String line1,
      @Nullable String line2,
      @Nullable String city,
      @Nullable String state,
      @Nullable String zip) {}
}
