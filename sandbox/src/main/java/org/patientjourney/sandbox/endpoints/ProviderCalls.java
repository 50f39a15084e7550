package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.delivery.Consultations;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.HeldAnswers;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.http.Route;
import org.patientjourney.sandbox.state.Accounts;
import org.patientjourney.sandbox.state.Accounts.Account;
import org.patientjourney.sandbox.state.ArmedFault;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.ProviderEndpoint;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.Shape.ErrorBody;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** What all calls of the provider share: JSON, key, faults, errors, and the list of calls. */
public final class ProviderCalls {
  private final Accounts accounts;
  private final StateStore store;
  private final Consultations consultations;
  private final InstantSource clock;
  private final HeldAnswers held;
  private final ExamInvite examInvite;

  /** What one endpoint does: the state afterwards and the body of the success, or a refusal. */
  private interface Work {
    Changed<Object> apply(SandboxState state, Caller caller);
  }

  /** A call in the list with its success and the fault, if any, that changes its answer. */
  private record Done(Call call, @Nullable Fault fault, Object success, List<Invite> meetings) {}

  /**
   * @param decision the pause before each step of a test exam
   */
  public ProviderCalls(
      Accounts accounts,
      StateStore store,
      Consultations consultations,
      InstantSource clock,
      HeldAnswers held,
      Duration decision) {
    this.accounts = accounts;
    this.store = store;
    this.consultations = consultations;
    this.clock = clock;
    this.held = held;
    this.examInvite = new ExamInvite(decision);
  }

  public List<Route> routes() {
    return Arrays.stream(ProviderEndpoint.values())
        .map(endpoint -> new Route("POST", endpoint.path(), request -> answer(endpoint, request)))
        .toList();
  }

  private Work work(ProviderEndpoint endpoint) {
    return switch (endpoint) {
      case EXAM_LIST -> Catalogues::exams;
      case EXAM_INVITE -> examInvite::invite;
      case EXAM_INVITE_RESEND -> PatientExamCalls::resend;
      case EXAM_INVITE_CANCEL -> PatientExamCalls::cancel;
      case EXAM_QUESTIONS -> ExamQuestions::questions;
      case EXAM_SUBMIT_ANSWERS -> PatientExamCalls::submitAnswers;
      case EXAM_UPLOAD_ATTACHMENT -> PatientExamCalls::upload;
      case PARTNER_PHARMACY_LIST -> Catalogues::partnerPharmacies;
      case PARTNER_PHARMACY_TREATMENT_PACKAGES -> Catalogues::packages;
      case CUSTOM_PHARMACY_SEARCH -> Catalogues::searchPharmacies;
    };
  }

  private Answer answer(ProviderEndpoint endpoint, Request request) {
    Instant now = clock.instant();
    Optional<ObjectNode> members =
        endpoint == ProviderEndpoint.EXAM_UPLOAD_ATTACHMENT
            ? request.objectOrForm()
            : request.object();
    if (members.isEmpty()) {
      Call unreadable = new Call(0, endpoint, now, null, null, List.of(), null, null);
      return refuse(unreadable, Refusal.invalid("JSON object"));
    }
    ObjectNode body = members.get();
    // The key is a member of the body; headers do not count.
    Optional<Account> account = accounts.find(body.path("api_key").asText(""));
    Call call =
        new Call(
            0,
            endpoint,
            now,
            account.map(Account::clinic).orElse(null),
            null,
            Caller.namedExams(body),
            Caller.patientExamId(body).orElse(null),
            null);
    return account
        .filter(known -> store.now().switchesOf(known.clinic()).keyAccepted())
        .map(known -> answer(call, new Caller(known, now, body)))
        .orElseGet(() -> refuse(call, Refusal.of(Fault.UNAUTHORIZED, endpoint)));
  }

  private Answer answer(Call call, Caller caller) {
    Optional<ArmedFault> armed = takeFault(call.endpoint(), caller);
    if (armed.isEmpty()) {
      return work(call, caller);
    }
    Fault fault = armed.get().fault();
    Call struck = call.under(fault);
    Refusal refusal = Refusal.of(fault, call.endpoint());
    switch (fault) {
      case SLOW -> {
        HeldAnswers.await(Duration.ofMillis(armed.get().millis()));
        return work(struck, caller);
      }
      case HTML -> {
        return list(struck, Answer.html(refusal.status(), refusal.text()));
      }
      case ERROR_IN_200 -> {
        return list(struck, Answer.json(200, error(refusal)));
      }
      default -> {
        return refuse(struck, refusal);
      }
    }
  }

  private Optional<ArmedFault> takeFault(ProviderEndpoint endpoint, Caller caller) {
    boolean isRx = caller.rxExams() > 0;
    return store.takeFault(
        caller.clinic(),
        candidate ->
            candidate.endpoint() == endpoint
                && candidate.fault().kind() == Fault.Kind.CALL
                && (isRx || candidate.fault() != Fault.RX_CONTRACT_UNSIGNED));
  }

  private Answer work(Call call, Caller caller) {
    Done done;
    try {
      // Not the time of the arrival, as a fault may have delayed the call.
      Caller delayed = new Caller(caller.account(), clock.instant(), caller.body());
      done = store.changeAndGet(state -> done(state, call, delayed));
    } catch (Refusal refusal) {
      return refuse(call, refusal);
    }
    done.meetings().forEach(consultations::start);
    return answer(done);
  }

  private Changed<Done> done(SandboxState state, Call call, Caller caller) {
    Optional<ArmedFault> armed =
        state.firstFault(
            caller.clinic(),
            candidate ->
                candidate.endpoint() == call.endpoint()
                    && candidate.fault().kind() == Fault.Kind.STORED_CALL);
    Fault fault = armed.map(ArmedFault::fault).orElse(null);
    Work work = work(call.endpoint());
    Changed<Object> success = work.apply(state, caller);
    SandboxState next = success.state();
    if (fault == Fault.DOUBLE) {
      next = work.apply(next, caller).state();
    }
    List<Invite> meetings = next.invites().subList(state.invites().size(), next.invites().size());
    Call listed = (fault == null ? call : call.under(fault)).answered(listedCode(fault));
    next = armed.map(next::afterFault).orElse(next).withCall(listed);
    Call numbered = next.calls().get(next.calls().size() - 1);
    return new Changed<>(next, new Done(numbered, fault, success.result(), meetings));
  }

  private static @Nullable Integer listedCode(@Nullable Fault fault) {
    if (fault == Fault.TIMEOUT_AFTER_SUCCESS || fault == Fault.HOLD_ANSWER) {
      return null;
    }
    return fault == Fault.ERROR_500_AFTER_SUCCESS ? 500 : 200;
  }

  private Answer answer(Done done) {
    if (done.fault() == null) {
      return Answer.json(200, done.success());
    }
    switch (done.fault()) {
      case ERROR_500_AFTER_SUCCESS -> {
        return Answer.json(500, error(Refusal.of(Fault.ERROR_500, done.call().endpoint())));
      }
      case TIMEOUT_AFTER_SUCCESS -> {
        held.awaitLongest();
        return Answer.NONE;
      }
      case HOLD_ANSWER -> {
        return afterRelease(done.call().number(), Answer.json(200, done.success()));
      }
      case OK_WITHOUT_IDS -> {
        ObjectNode success = Json.MAPPER.valueToTree(done.success());
        return Answer.json(200, success.without("patient_exams"));
      }
      default -> {
        return Answer.json(200, done.success());
      }
    }
  }

  private Answer afterRelease(int call, Answer answer) {
    if (!held.awaitRelease(call)) {
      return Answer.NONE;
    }
    store.change(state -> state.withAnsweredCall(call, answer.status()));
    return answer;
  }

  private Answer refuse(Call call, Refusal refusal) {
    return list(call, Answer.json(refusal.status(), error(refusal)));
  }

  /** Lists a call that changed nothing, with its answer. */
  private Answer list(Call call, Answer answer) {
    store.change(state -> state.withCall(call.answered(answer.status())));
    return answer;
  }

  private ObjectNode error(Refusal refusal) {
    ErrorBody shape = store.now().shape().errorBody();
    ObjectNode body = Json.object().put("http_code", refusal.status());
    List<ErrorBody> members =
        shape == ErrorBody.BOTH
            ? List.of(ErrorBody.ERROR_MESSAGE, ErrorBody.MESSAGE)
            : List.of(shape);
    for (ErrorBody member : members) {
      body.put(member.name().toLowerCase(Locale.ROOT), refusal.text());
    }
    return body;
  }
}
