package org.patientjourney.sandbox.fault;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.http.ProviderEndpoint;

/**
 * A fault that waits for its next victims; {@code times} -1 means until cleared, {@code endpoint}
 * is null for a fault of deliveries or PDFs, {@code millis} is how slow, {@code copies} how many
 * duplicates.
 */
public record ArmedFault(
    Fault fault,
    int times,
    @Nullable String clinic,
    @Nullable ProviderEndpoint endpoint,
    int millis,
    int copies) {

  /** Until cleared. */
  public static final int ALWAYS = -1;

  /** Whether it may strike this clinic. */
  public boolean concerns(String someClinic) {
    return clinic == null || clinic.equals(someClinic);
  }

  /** What is left after it struck once. */
  Optional<ArmedFault> used() {
    if (times == ALWAYS) {
      return Optional.of(this);
    }
    return times == 1
        ? Optional.empty()
        : Optional.of(new ArmedFault(fault, times - 1, clinic, endpoint, millis, copies));
  }
}
