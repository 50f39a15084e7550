package org.patientjourney.app.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits deliveries with unknown tokens from each source; known tokens never come here. */
public final class UnknownTokenLimit {
  /** Of the period that is counted in, after which a refused source may try again. */
  static final int SECONDS = 60;

  /** Addresses counted; beyond them the least recent counts are dropped. */
  private static final int SOURCES = 10_000;

  private final int perMinute;
  private final Cache<String, AtomicInteger> counts;

  /**
   * @param perMinute deliveries from one source
   */
  public UnknownTokenLimit(int perMinute) {
    this(perMinute, Ticker.systemTicker());
  }

  UnknownTokenLimit(int perMinute, Ticker ticker) {
    this.perMinute = perMinute;
    this.counts =
        Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(SECONDS))
            .maximumSize(SOURCES)
            .ticker(ticker)
            .build();
  }

  /** Whether one more from this source would be beyond the limit; counts nothing. */
  boolean isReached(String source) {
    AtomicInteger count = counts.getIfPresent(source);
    return count != null && count.get() >= perMinute;
  }

  /** Counts one more delivery from a source; false beyond the limit. */
  boolean allows(String source) {
    return counts.get(source, first -> new AtomicInteger()).incrementAndGet() <= perMinute;
  }
}
