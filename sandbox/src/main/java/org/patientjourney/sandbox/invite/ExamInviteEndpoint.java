package org.patientjourney.sandbox.invite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.patientjourney.sandbox.account.Account;
import org.patientjourney.sandbox.account.Accounts;
import org.patientjourney.sandbox.fault.ArmedFault;
import org.patientjourney.sandbox.fault.CallFault;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.Reply;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** POST /api/exam_invite: from the call to its answer, in the order of contract 4.2 [SIM]. */
public final class ExamInviteEndpoint {
  /** The name in the list of calls. */
  public static final String NAME = "exam_invite";

  private final Accounts accounts;
  private final StateStore store;
  private final InstantSource clock;
  private final HeldAnswers held;
  private final MeetingMaker meetings;

  public ExamInviteEndpoint(
      Accounts accounts,
      StateStore store,
      InstantSource clock,
      HeldAnswers held,
      MeetingMaker meetings) {
    this.accounts = accounts;
    this.store = store;
    this.clock = clock;
    this.held = held;
    this.meetings = meetings;
  }

  /** Answers one call and lists it, whatever comes of it. */
  public Reply answer(Request request) {
    Optional<ObjectNode> body = request.object();
    if (body.isEmpty()) {
      return refuse(call(Optional.empty()), 400, "Invalid JSON object");
    }
    Call call = call(Optional.empty()).asking(InviteRules.examIds(body.get()));
    return accounts
        .calling(body.get())
        .map(account -> answer(account, body.get()))
        .orElseGet(() -> refuse(call, 401, CallFault.UNAUTHORIZED.text()));
  }

  private Reply answer(Account account, ObjectNode body) {
    Call call = call(Optional.of(account.clinic())).asking(InviteRules.examIds(body));
    Optional<ArmedFault> armed = takeFault(account, body);
    if (armed.isPresent()) {
      CallFault fault = (CallFault) armed.get().fault();
      call = call.under(fault.wireName());
      if (fault != CallFault.SLOW) {
        return strike(fault, call);
      }
      held.awaitEnd(Duration.ofMillis(armed.get().millis()));
    }
    Optional<String> problem = InviteRules.firstProblem(body);
    return problem.isPresent()
        ? refuse(call, 400, problem.get())
        : meetings.make(call, account, InviteRequest.of(body));
  }

  private Optional<ArmedFault> takeFault(Account account, ObjectNode body) {
    boolean rx = InviteRules.asksForRx(body);
    return store.changeAndTell(
        state -> {
          Optional<ArmedFault> armed =
              state
                  .faults()
                  .first(
                      account.clinic(),
                      fault ->
                          fault instanceof CallFault
                              && (rx || fault != CallFault.RX_CONTRACT_UNSIGNED));
          return new Changed<>(
              armed.map(a -> state.withFaults(state.faults().after(a))).orElse(state), armed);
        });
  }

  private Answer strike(CallFault fault, Call call) {
    return switch (fault) {
      case HTML -> listed(call, Answer.html(fault.httpCode(), fault.text()));
      case ERROR_IN_200 -> listed(call, Answer.json(200, error(fault.httpCode(), fault.text())));
      default -> refuse(call, fault.httpCode(), fault.text());
    };
  }

  private Answer refuse(Call call, int status, String text) {
    return listed(call, Answer.json(status, error(status, text)));
  }

  private ObjectNode error(int status, String text) {
    return store.now().errorBody().of(status, text);
  }

  private Answer listed(Call call, Answer answer) {
    store.change(state -> state.withCall(call.answered(answer.status())));
    return answer;
  }

  private Call call(Optional<String> clinic) {
    return Call.of(NAME, clock.instant(), clinic);
  }
}
