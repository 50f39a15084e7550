package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.http.LocalServer.Route;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Accounts;
import org.patientjourney.sandbox.state.Accounts.Account;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.Fault.ArmedFault;
import org.patientjourney.sandbox.state.ProviderEndpoint;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.Shape.ErrorBody;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** What all calls of the provider share: JSON, key, faults, errors, and the list of calls. */
public final class ProviderCalls {
  private final Accounts accounts;
  private final StateStore store;
  private final InstantSource clock;
  private final HeldAnswers held;
  private final ExamInvite examInvite;

  /** What one endpoint does: the state afterwards and the body of the success, or a refusal. */
  private interface Work {
    Changed<Object> apply(SandboxState state, Caller caller);
  }

  /** A listed call with its success and the fault, if any, that changes its answer. */
  private record Done(int number, @Nullable Fault fault, Object success) {}

  /**
   * @param decision the pause before each step of a test exam
   */
  public ProviderCalls(
      Accounts accounts,
      StateStore store,
      InstantSource clock,
      HeldAnswers held,
      Duration decision) {
    this.accounts = accounts;
    this.store = store;
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
      case EXAM_LIST -> CatalogueCalls::exams;
      case EXAM_INVITE -> examInvite::invite;
      case EXAM_INVITE_RESEND -> PatientExamCalls::resend;
      case EXAM_INVITE_CANCEL -> PatientExamCalls::cancel;
      case EXAM_QUESTIONS -> ExamQuestions::questions;
      case EXAM_SUBMIT_ANSWERS -> PatientExamCalls::submitAnswers;
      case EXAM_UPLOAD_ATTACHMENT -> PatientExamCalls::upload;
      case PARTNER_PHARMACY_LIST -> CatalogueCalls::partnerPharmacies;
      case PARTNER_PHARMACY_TREATMENT_PACKAGES -> CatalogueCalls::packages;
      case CUSTOM_PHARMACY_SEARCH -> CatalogueCalls::searchPharmacies;
    };
  }

  private Answer answer(ProviderEndpoint endpoint, Request request) {
    Optional<ObjectNode> readable =
        endpoint == ProviderEndpoint.EXAM_UPLOAD_ATTACHMENT
            ? request.objectOrForm()
            : request.object();
    ObjectNode body = readable.orElseGet(Json::object);
    // The key is a member of the body; headers do not count.
    Optional<Account> account = accounts.find(body.path("api_key").asText(""));
    Call call =
        new Call(
            0,
            endpoint,
            clock.instant(),
            account.map(Account::clinic).orElse(null),
            null,
            Caller.namedExams(body),
            Caller.patientExamId(body).orElse(null),
            null);
    if (readable.isEmpty()) {
      return refuse(call, null, Refusal.invalid("JSON object"));
    }
    return account
        .filter(known -> store.now().switchesOf(known.clinic()).keyAccepted())
        .map(known -> answer(call, new Caller(known, call.at(), body)))
        .orElseGet(() -> refuse(call, null, Refusal.of(Fault.UNAUTHORIZED, endpoint)));
  }

  private Answer answer(Call call, Caller caller) {
    Optional<ArmedFault> armed = takeFault(call.endpoint(), caller);
    if (armed.isEmpty()) {
      return work(call, null, caller);
    }
    Fault fault = armed.get().fault();
    Refusal refusal = Refusal.of(fault, call.endpoint());
    return switch (fault) {
      case SLOW -> {
        HeldAnswers.await(Duration.ofMillis(armed.get().millis()));
        yield work(call, fault, caller);
      }
      case HTML -> list(call, fault, Answer.html(refusal.status, refusal.text));
      case ERROR_IN_200 -> list(call, fault, Answer.json(200, error(refusal)));
      default -> refuse(call, fault, refusal);
    };
  }

  private Optional<ArmedFault> takeFault(ProviderEndpoint endpoint, Caller caller) {
    boolean isRx = caller.rxExams() > 0;
    return store.takeFault(
        caller.clinic(),
        armed ->
            armed.strikes(endpoint, Fault.Kind.CALL)
                && (isRx || armed.fault() != Fault.RX_CONTRACT_UNSIGNED));
  }

  private Answer work(Call call, @Nullable Fault slow, Caller caller) {
    Done done;
    try {
      // Not the time of the arrival, as a fault may have delayed the call.
      Caller delayed = new Caller(caller.account(), clock.instant(), caller.body());
      done = store.changeAndGet(state -> done(state, call, slow, delayed));
    } catch (Refusal refusal) {
      return refuse(call, slow, refusal);
    }
    return answer(call.endpoint(), done);
  }

  private Changed<Done> done(SandboxState state, Call call, @Nullable Fault slow, Caller caller) {
    Optional<ArmedFault> armed =
        state.firstFault(
            caller.clinic(),
            candidate -> candidate.strikes(call.endpoint(), Fault.Kind.STORED_CALL));
    Fault fault = armed.map(ArmedFault::fault).orElse(null);
    Work work = work(call.endpoint());
    Changed<Object> success = work.apply(state, caller);
    SandboxState next = success.state();
    if (fault == Fault.DOUBLE) {
      next = work.apply(next, caller).state();
    }
    int number = next.nextCall();
    Call listed = call.listed(number, listedCode(fault), fault == null ? slow : fault);
    next = armed.map(next::afterFault).orElse(next).withCall(listed);
    return new Changed<>(next, new Done(number, fault, success.result()));
  }

  private static @Nullable Integer listedCode(@Nullable Fault fault) {
    if (fault == Fault.TIMEOUT_AFTER_SUCCESS || fault == Fault.HOLD_ANSWER) {
      return null;
    }
    return fault == Fault.ERROR_500_AFTER_SUCCESS ? 500 : 200;
  }

  private Answer answer(ProviderEndpoint endpoint, Done done) {
    Answer success = Answer.json(200, done.success());
    if (done.fault() == null) {
      return success;
    }
    return switch (done.fault()) {
      case ERROR_500_AFTER_SUCCESS ->
          Answer.json(500, error(Refusal.of(Fault.ERROR_500, endpoint)));
      case TIMEOUT_AFTER_SUCCESS -> {
        held.awaitLongest();
        yield Answer.NONE;
      }
      case HOLD_ANSWER -> afterRelease(done.number(), success);
      case OK_WITHOUT_IDS -> {
        ObjectNode withIds = Json.MAPPER.valueToTree(done.success());
        yield Answer.json(200, withIds.without("patient_exams"));
      }
      default -> success;
    };
  }

  private Answer afterRelease(int call, Answer answer) {
    if (!held.awaitRelease(call)) {
      return Answer.NONE;
    }
    store.change(state -> state.withAnsweredCall(call, answer.status()));
    return answer;
  }

  private Answer refuse(Call call, @Nullable Fault fault, Refusal refusal) {
    return list(call, fault, Answer.json(refusal.status, error(refusal)));
  }

  /** Lists a call that changed nothing, with its answer. */
  private Answer list(Call call, @Nullable Fault fault, Answer answer) {
    store.change(state -> state.withCall(call.listed(state.nextCall(), answer.status(), fault)));
    return answer;
  }

  private ObjectNode error(Refusal refusal) {
    ErrorBody shape = store.now().shape().errorBody();
    ObjectNode body = Json.object().put("http_code", refusal.status);
    List<ErrorBody> members =
        shape == ErrorBody.BOTH
            ? List.of(ErrorBody.ERROR_MESSAGE, ErrorBody.MESSAGE)
            : List.of(shape);
    members.forEach(member -> body.put(member.name().toLowerCase(Locale.ROOT), refusal.text));
    return body;
  }
}
