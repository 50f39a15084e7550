package org.patientjourney.activities.qualiphy.client;

import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.ProviderWords;
import org.patientjourney.activities.qualiphy.CallResult.Refused;

/** Results without the provider's words, so that a test compares what they mean. */
final class Worded {
  static final ProviderWords NOTHING = new ProviderWords("");

  private Worded() {}

  static <T> CallResult<T> without(CallResult<T> result) {
    return result instanceof Refused<T> refused
        ? new Refused<>(refused.reason(), refused.cause(), refused.field(), NOTHING)
        : result;
  }
}
