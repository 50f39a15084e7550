package org.patientjourney.sandbox.account;

/** A clinic's access to the provider; prints without its key. */
public record Account(String apiKey, String clinic, int clinicId) {
  @Override
  public String toString() {
    return "Account[" + clinic + "]";
  }
}
