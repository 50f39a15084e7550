package org.patientjourney.sandbox.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.patientjourney.sandbox.account.Account;
import org.patientjourney.sandbox.account.Accounts;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.StateStore;

/** POST /api/exam_list: the exams of the clinic that owns the key (contract 4.1). */
public final class ExamListEndpoint {
  /** The name in the list of calls. */
  public static final String NAME = "exam_list";

  private final Accounts accounts;
  private final StateStore store;
  private final InstantSource clock;

  /** The published answer has no http_code. */
  private record ExamList(int clinicId, List<Exam> exams) {}

  public ExamListEndpoint(Accounts accounts, StateStore store, InstantSource clock) {
    this.accounts = accounts;
    this.store = store;
    this.clock = clock;
  }

  /** Answers one call and lists it. */
  public Answer answer(Request request) {
    Optional<ObjectNode> body = request.object();
    Optional<Account> account = body.flatMap(accounts::calling);
    Answer answer =
        account
            .map(found -> new ExamList(found.clinicId(), ExamCatalogue.exams()))
            .map(list -> Answer.json(200, list))
            .orElseGet(() -> body.isPresent() ? refuse(401) : refuse(400));
    Call call =
        Call.of(NAME, clock.instant(), account.map(Account::clinic)).answered(answer.status());
    store.change(state -> state.withCall(call));
    return answer;
  }

  private Answer refuse(int status) {
    String text = status == 401 ? "Unauthorized access." : "Invalid JSON object";
    return Answer.json(status, store.now().errorBody().of(status, text));
  }
}
