package org.patientjourney.activities.lookup;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.client.Lookup;
import org.patientjourney.activities.qualiphy.client.QualiphyClient.ProviderAccounts;
import org.patientjourney.workflows.order.ClinicId;

/**
 * The provider's lists, requested anew each time. A call that did not reach the provider is made
 * again, twice at most; one that timed out is not, because a caller is waiting.
 */
public final class ProviderLookups {
  /** Each is shortened at random, by half at most, so that callers do not return together. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(200), Duration.ofMillis(800));

  private final ProviderAccounts accounts;
  private final Pause pause;

  /** How a thread waits. */
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  public ProviderLookups(ProviderAccounts accounts) {
    this(accounts, duration -> Thread.sleep(duration.toMillis()));
  }

  ProviderLookups(ProviderAccounts accounts, Pause pause) {
    this.accounts = accounts;
    this.pause = pause;
  }

  /** Whether the clinic has an account: only then its lists can be asked for. */
  public boolean knows(ClinicId clinic) {
    return accounts.key(clinic).isPresent();
  }

  public <T> LookupResult<T> lookUp(ClinicId clinic, Lookup<T> lookup) {
    ApiKey key =
        accounts
            .key(clinic)
            .orElseThrow(() -> new IllegalArgumentException(clinic + " has no account"));
    LookupResult<T> result = accounts.client().lookUp(key, lookup);
    for (Duration longest : PAUSES) {
      if (!isUnreachable(result) || !paused(longest)) {
        return result;
      }
      result = accounts.client().lookUp(key, lookup);
    }
    return result;
  }

  private static boolean isUnreachable(LookupResult<?> result) {
    return result instanceof LookupResult.Failed<?> failed
        && failed.kind() == LookupResult.Failure.UNREACHABLE;
  }

  private boolean paused(Duration longest) {
    try {
      pause.of(longest.minusMillis(ThreadLocalRandom.current().nextLong(longest.toMillis() / 2)));
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
