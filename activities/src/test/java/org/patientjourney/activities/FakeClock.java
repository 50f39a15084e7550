package org.patientjourney.activities;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until a test moves it. */
public final class FakeClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-03-02T15:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration duration) {
    now = now.plus(duration);
  }
}
