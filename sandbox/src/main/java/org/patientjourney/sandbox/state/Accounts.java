package org.patientjourney.sandbox.state;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The accounts that the sandbox was started with. Their keys are not stored. */
public record Accounts(List<Account> accounts) {
  // Further clinics count on from this one.
  private static final int FIRST_CLINIC_ID = 7310;

  /** A clinic's access to the provider. Prints without its key. */
  public record Account(String apiKey, String clinic, int clinicId) {
    @Override
    public String toString() {
      return "Account[" + clinic + "]";
    }
  }

  /** The preconditions that a clinic's account fulfils at the provider. */
  public record Switches(
      boolean keyAccepted,
      boolean agreementsSigned,
      boolean rxContractSigned,
      Set<String> statesWithoutProvider) {

    static final Switches ALL_FULFILLED = new Switches(true, true, true, Set.of());

    public Switches {
      if (!statesWithoutProvider.stream().allMatch(state -> state.matches("[A-Z]{2}"))) {
        throw new IllegalArgumentException(
            "states_without_provider: expected two upper-case letters each");
      }
      statesWithoutProvider = Collections.unmodifiableSet(new TreeSet<>(statesWithoutProvider));
    }

    /** The first precondition of an invite that is not fulfilled; their order is our choice. */
    public Optional<Fault> firstProblem(String patientState, boolean isRx) {
      if (statesWithoutProvider.contains(patientState)) {
        return Optional.of(Fault.PROVIDER_NOT_CONFIGURED);
      }
      if (!agreementsSigned) {
        return Optional.of(Fault.AGREEMENTS_UNSIGNED);
      }
      return isRx && !rxContractSigned ? Optional.of(Fault.RX_CONTRACT_UNSIGNED) : Optional.empty();
    }
  }

  /** Numbers the clinics in the order given; two keys of one clinic share its number. */
  public static Accounts of(Map<String, String> clinicByKey) {
    List<String> clinics = clinicByKey.values().stream().distinct().toList();
    return new Accounts(
        clinicByKey.entrySet().stream()
            .map(
                entry ->
                    new Account(
                        entry.getKey(),
                        entry.getValue(),
                        FIRST_CLINIC_ID + clinics.indexOf(entry.getValue())))
            .toList());
  }

  public Optional<Account> find(String apiKey) {
    return accounts.stream().filter(account -> account.apiKey().equals(apiKey)).findFirst();
  }

  public List<String> clinics() {
    return accounts.stream().map(Account::clinic).distinct().toList();
  }
}
