package org.patientjourney.sandbox.state;

import org.jspecify.annotations.Nullable;

/**
 * A fault that will strike.
 *
 * @param times {@link #ALWAYS} until cleared
 * @param clinic null for every clinic
 * @param endpoint null for a fault of deliveries or PDFs
 * @param millis how slow
 * @param copies how many duplicates
 */
public record ArmedFault(
    Fault fault,
    int times,
    @Nullable String clinic,
    @Nullable ProviderEndpoint endpoint,
    int millis,
    int copies) {

  public static final int ALWAYS = -1;

  boolean concerns(String someClinic) {
    return clinic == null || clinic.equals(someClinic);
  }

  ArmedFault usedOnce() {
    return new ArmedFault(
        fault, times == ALWAYS ? ALWAYS : times - 1, clinic, endpoint, millis, copies);
  }
}
