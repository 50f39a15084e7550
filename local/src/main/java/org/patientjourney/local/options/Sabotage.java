package org.patientjourney.local.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Faults that the demo makes on purpose, to show that its checks can fail. */
public enum Sabotage {
  LOSE_EVENT("the provider's decisions are never sent", "lose-event"),
  DOUBLE_INVITE("the provider makes two meetings of each call", "double"),
  SKIP_FOLLOW_UP("the journey of a follow-up that is owed is lost", null),
  LOSE_TRACKING("the pharmacy's parcels are never reported", null),
  DROP_DEADLINE("the record of an open journey loses its deadline", null);

  private final String deed;
  private final @Nullable String fault;

  Sabotage(String deed, @Nullable String fault) {
    this.deed = deed;
    this.fault = fault;
  }

  public static Sabotage of(String name) {
    return Arrays.stream(values())
        .filter(sabotage -> sabotage.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("found --sabotage " + name));
  }

  /** The fault as a phrase for the output. */
  public String deed() {
    return deed;
  }

  /** The sandbox's name of the provider's fault; empty when the fault is not the provider's. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }
}
