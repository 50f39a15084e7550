package org.patientjourney.activities.lookup;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.ListedExam;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.PartnerPharmacy;
import org.patientjourney.activities.qualiphy.PharmacySearch;
import org.patientjourney.activities.qualiphy.Question;
import org.patientjourney.activities.qualiphy.RetailPharmacy;
import org.patientjourney.activities.qualiphy.TreatmentPackage;
import org.patientjourney.activities.qualiphy.client.ProviderAccounts;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;

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

  public LookupResult<ListedExam> exams(ClinicId clinic) {
    return lookUp(clinic, accounts.client()::listExams);
  }

  public LookupResult<Question> questions(ClinicId clinic, ExamId exam) {
    return lookUp(clinic, key -> accounts.client().questions(key, exam));
  }

  public LookupResult<PartnerPharmacy> partnerPharmacies(
      ClinicId clinic, List<ExamId> exams, String state) {
    return lookUp(clinic, key -> accounts.client().listPartnerPharmacies(key, exams, state));
  }

  public LookupResult<TreatmentPackage> packages(
      ClinicId clinic, List<Integer> pharmacyIds, List<ExamId> exams, String state) {
    return lookUp(clinic, key -> accounts.client().listPackages(key, pharmacyIds, exams, state));
  }

  public LookupResult<RetailPharmacy> pharmacies(ClinicId clinic, PharmacySearch search) {
    return lookUp(clinic, key -> accounts.client().searchPharmacies(key, search));
  }

  private <T> LookupResult<T> lookUp(ClinicId clinic, Function<ApiKey, LookupResult<T>> call) {
    ApiKey key =
        accounts
            .key(clinic)
            .orElseThrow(() -> new IllegalArgumentException(clinic + " has no account"));
    LookupResult<T> result = call.apply(key);
    for (Duration longest : PAUSES) {
      if (!isUnreachable(result) || !paused(longest)) {
        return result;
      }
      result = call.apply(key);
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
