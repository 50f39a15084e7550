package org.patientjourney.activities.qualiphy;

/** HTTP status and text of a refusal: it may name a patient, so it is stored encrypted only. */
public record ProviderWords(String text) {
  @Override
  public String toString() {
    return "ProviderWords[not shown]";
  }
}
