package org.patientjourney.sandbox.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.patientjourney.sandbox.account.Account;
import org.patientjourney.sandbox.account.Accounts;
import org.patientjourney.sandbox.fault.ArmedFault;
import org.patientjourney.sandbox.fault.CallFault;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.ProviderEndpoint;
import org.patientjourney.sandbox.http.Reply;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** Where every call of the provider begins: JSON, key, fault; and how it is listed and refused. */
public final class Reception {
  private final Accounts accounts;
  private final StateStore store;
  private final InstantSource clock;
  private final HeldAnswers held;

  /** What an endpoint does for a caller that is known. */
  @FunctionalInterface
  public interface Work {
    Reply answer(Call call, Account account, ObjectNode body);
  }

  public Reception(Accounts accounts, StateStore store, InstantSource clock, HeldAnswers held) {
    this.accounts = accounts;
    this.store = store;
    this.clock = clock;
    this.held = held;
  }

  /** Leads one call to its work, or refuses it. */
  public Reply receive(ProviderEndpoint endpoint, Request request, Work work) {
    return receive(endpoint, request.object(), work);
  }

  /** The same, once its members are read, if they are readable. */
  public Reply receive(ProviderEndpoint endpoint, Optional<ObjectNode> members, Work work) {
    Call call = Call.of(endpoint, clock.instant());
    if (members.isEmpty()) {
      return refuse(call, 400, "Invalid JSON object");
    }
    ObjectNode body = members.get();
    Call named =
        call.naming(NamedExams.allExamIds(body), NamedExams.patientExamId(body).orElse(null));
    return accounts
        .calling(body)
        .map(account -> admit(named.by(account.clinic()), account, body, work))
        .orElseGet(() -> refuse(named, CallFault.UNAUTHORIZED));
  }

  private Reply admit(Call call, Account account, ObjectNode body, Work work) {
    if (!store.now().accounts().of(account.clinic()).keyAccepted()) {
      return refuse(call, CallFault.UNAUTHORIZED);
    }
    Optional<ArmedFault> armed = takeFault(call.endpoint(), account, body);
    if (armed.isEmpty()) {
      return work.answer(call, account, body);
    }
    CallFault fault = (CallFault) armed.get().fault();
    Call struck = call.under(fault.wireName());
    if (fault != CallFault.SLOW) {
      return strike(struck, fault);
    }
    held.awaitEnd(Duration.ofMillis(armed.get().millis()));
    return work.answer(struck, account, body);
  }

  private Optional<ArmedFault> takeFault(
      ProviderEndpoint endpoint, Account account, ObjectNode body) {
    boolean rx = NamedExams.rxCount(body) > 0;
    return store.changeAndTell(
        state -> {
          Optional<ArmedFault> armed =
              state
                  .faults()
                  .firstOfCall(
                      account.clinic(),
                      endpoint,
                      fault ->
                          fault instanceof CallFault
                              && (rx || fault != CallFault.RX_CONTRACT_UNSIGNED));
          return new Changed<>(
              armed.map(a -> state.withFaults(state.faults().after(a))).orElse(state), armed);
        });
  }

  private Answer strike(Call call, CallFault fault) {
    String text = fault.textAt(call.endpoint());
    return switch (fault) {
      case HTML -> list(call, Answer.html(fault.httpCode(), text));
      case ERROR_IN_200 -> list(call, Answer.json(200, error(fault.httpCode(), text)));
      default -> refuse(call, fault);
    };
  }

  /** Lists a call that changed nothing, with its answer. */
  public Answer list(Call call, Answer answer) {
    store.change(state -> state.withCall(call.answered(answer.status())));
    return answer;
  }

  public Answer refuse(Call call, CallFault fault) {
    return refuse(call, fault.httpCode(), fault.textAt(call.endpoint()));
  }

  public Answer refuse(Call call, int status, String text) {
    return list(call, Answer.json(status, error(status, text)));
  }

  private ObjectNode error(int status, String text) {
    return store.now().shape().errorBody().of(status, text);
  }
}
