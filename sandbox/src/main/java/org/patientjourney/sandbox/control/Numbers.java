package org.patientjourney.sandbox.control;

import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.http.BadRequestException;

/** Optional numbers of control requests. */
final class Numbers {
  private Numbers() {}

  /** 1 by default, else from 1 to the largest. */
  static int in(String name, @Nullable Integer value, int largest) {
    int number = value == null ? 1 : value;
    if (number < 1 || number > largest) {
      throw new BadRequestException(name + ": expected 1 to " + largest + ", found " + number);
    }
    return number;
  }
}
