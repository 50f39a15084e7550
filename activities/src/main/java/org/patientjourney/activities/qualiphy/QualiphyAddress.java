package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.Address;
import org.patientjourney.workflows.order.Patient;

/** An address; the request repeats these names with {@code shipping_} and {@code pharmacy_}. */
record QualiphyAddress(
    @JsonProperty("address_line_1") @Nullable String line1,
    @JsonProperty("address_line_2") @Nullable String line2,
    @JsonProperty("city") @Nullable String city,
    @JsonProperty("state") @Nullable String state,
    @JsonProperty("zip_code") @Nullable String zip) {

  /** Test mode needs the state twice, in {@code tele_state} and in {@code state} (contract 3). */
  private static final String TEST_STATE = "TE";

  static @Nullable QualiphyAddress of(@Nullable Address address) {
    return address == null ? null : withState(address, address.state());
  }

  static @Nullable QualiphyAddress homeOf(Patient patient) {
    Address home = patient.homeAddress();
    if (!patient.state().equals(TEST_STATE)) {
      return of(home);
    }
    return home == null
        ? new QualiphyAddress(null, null, null, TEST_STATE, null)
        : withState(home, TEST_STATE);
  }

  private static QualiphyAddress withState(Address address, String state) {
    return new QualiphyAddress(
        address.line1(), address.line2(), address.city(), state, address.zip());
  }

  @Override
  public String toString() {
    return "QualiphyAddress[not shown]";
  }
}
