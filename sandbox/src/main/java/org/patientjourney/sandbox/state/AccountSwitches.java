package org.patientjourney.sandbox.state;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The preconditions that a clinic's account fulfils at the provider. */
public record AccountSwitches(
    boolean keyAccepted,
    boolean agreementsSigned,
    boolean rxContractSigned,
    Set<String> statesWithoutProvider) {

  static final AccountSwitches ALL_FULFILLED = new AccountSwitches(true, true, true, Set.of());

  public AccountSwitches {
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
