package org.patientjourney.local;

import java.util.Arrays;
import java.util.Locale;

/** What the demo can do wrong on purpose, to show that its own check can fail. */
enum Sabotage {
  /** The provider's decision is never sent. */
  LOSE_EVENT("lose-event"),
  /** The provider makes two meetings of one call. */
  DOUBLE_INVITE("double");

  private final String fault;

  Sabotage(String fault) {
    this.fault = fault;
  }

  static Sabotage of(String name) {
    return Arrays.stream(values())
        .filter(sabotage -> sabotage.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("found --sabotage " + name));
  }

  /** The sandbox's name of it. */
  String fault() {
    return fault;
  }
}
