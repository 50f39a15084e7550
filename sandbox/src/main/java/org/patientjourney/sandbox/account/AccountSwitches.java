package org.patientjourney.sandbox.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.patientjourney.sandbox.fault.CallFault;

/** What a clinic has in order at the provider; whatever is not stays so until lifted. */
public record AccountSwitches(
    boolean keyAccepted,
    boolean agreementsSigned,
    boolean rxContractSigned,
    Set<String> statesWithoutProvider) {

  static final AccountSwitches IN_ORDER = new AccountSwitches(true, true, true, Set.of());

  public AccountSwitches {
    if (!statesWithoutProvider.stream().allMatch(state -> state.matches("[A-Z]{2}"))) {
      throw new IllegalArgumentException(
          "states_without_provider: expected two upper-case letters each");
    }
    statesWithoutProvider = Collections.unmodifiableSet(new TreeSet<>(statesWithoutProvider));
  }

  /** The first precondition of an invite that is missing, in the order of contract 4.2 [SIM]. */
  public Optional<CallFault> firstProblem(ObjectNode invite, boolean rx) {
    if (statesWithoutProvider.contains(invite.path("tele_state").asText())) {
      return Optional.of(CallFault.PROVIDER_NOT_CONFIGURED);
    }
    if (!agreementsSigned) {
      return Optional.of(CallFault.AGREEMENTS_UNSIGNED);
    }
    return rx && !rxContractSigned ? Optional.of(CallFault.RX_CONTRACT_UNSIGNED) : Optional.empty();
  }
}
