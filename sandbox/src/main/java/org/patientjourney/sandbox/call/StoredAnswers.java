package org.patientjourney.sandbox.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.fault.ArmedFault;
import org.patientjourney.sandbox.fault.CallFault;
import org.patientjourney.sandbox.fault.Fault;
import org.patientjourney.sandbox.fault.StoredFault;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.HangUp;
import org.patientjourney.sandbox.http.Reply;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** How a call is answered whose effect is already stored, as a fault may still strike it. */
public final class StoredAnswers {
  private final StateStore store;
  private final HeldAnswers held;

  /** A success in the list of calls; the fault is null when its answer will get through. */
  public record Listed(Call call, @Nullable StoredFault fault) {}

  public StoredAnswers(StateStore store, HeldAnswers held) {
    this.store = store;
    this.held = held;
  }

  /** Lists the call under the fault that is armed for it, which is used up. */
  public static Changed<Listed> list(SandboxState state, Call call, String clinic) {
    Optional<ArmedFault> armed =
        state.faults().firstOfCall(clinic, call.endpoint(), StoredFault.class::isInstance);
    StoredFault fault = armed.map(ArmedFault::fault).map(StoredFault.class::cast).orElse(null);
    Call struck = armed.map(ArmedFault::fault).map(Fault::wireName).map(call::under).orElse(call);
    SandboxState next =
        armed
            .map(a -> state.withFaults(state.faults().after(a)))
            .orElse(state)
            .withCall(answered(struck, fault));
    return new Changed<>(next, new Listed(struck.numbered(next.counters().call()), fault));
  }

  private static Call answered(Call call, @Nullable StoredFault fault) {
    if (fault == StoredFault.TIMEOUT_AFTER_SUCCESS || fault == StoredFault.HOLD_ANSWER) {
      return call;
    }
    return call.answered(fault == StoredFault.ERROR_500_AFTER_SUCCESS ? 500 : 200);
  }

  /** Answers success unless the fault of the listed call forbids it. */
  public Reply reply(Listed listed, Answer success) {
    if (listed.fault() == null) {
      return success;
    }
    return switch (listed.fault()) {
      case DOUBLE, OK_WITHOUT_IDS -> success;
      case ERROR_500_AFTER_SUCCESS -> error500(listed.call());
      case TIMEOUT_AFTER_SUCCESS -> {
        held.awaitLongest();
        yield new HangUp();
      }
      case HOLD_ANSWER -> afterRelease(listed.call().number(), success);
    };
  }

  private Answer error500(Call call) {
    String text = CallFault.ERROR_500.textAt(call.endpoint());
    return Answer.json(500, store.now().shape().errorBody().of(500, text));
  }

  private Reply afterRelease(int call, Answer answer) {
    if (!held.awaitRelease(call)) {
      return new HangUp();
    }
    store.change(state -> state.withAnsweredCall(call, answer.status()));
    return answer;
  }
}
