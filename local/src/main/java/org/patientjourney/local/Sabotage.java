package org.patientjourney.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the demo can do wrong on purpose, to show that its own checks can fail. */
enum Sabotage {
  LOSE_EVENT("the provider's decisions are never sent", "lose-event"),
  DOUBLE_INVITE("the provider makes two meetings of each call", "double"),
  SKIP_FOLLOW_UP("the journey of a follow-up that is owed is lost", null),
  LOSE_TRACKING("the pharmacy's parcels are never told of", null),
  DROP_DEADLINE("the record of an open journey loses its deadline", null);

  private final String deed;
  private final @Nullable String fault;

  Sabotage(String deed, @Nullable String fault) {
    this.deed = deed;
    this.fault = fault;
  }

  static Sabotage of(String name) {
    return Arrays.stream(values())
        .filter(sabotage -> sabotage.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("found --sabotage " + name));
  }

  /** In words. */
  String deed() {
    return deed;
  }

  /** The sandbox's name of what the provider does wrong; empty when it is not the provider. */
  Optional<String> fault() {
    return Optional.ofNullable(fault);
  }
}
