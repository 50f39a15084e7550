package org.patientjourney.sandbox.patientexam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.patientjourney.sandbox.account.Account;
import org.patientjourney.sandbox.call.NamedExams;
import org.patientjourney.sandbox.call.Reception;
import org.patientjourney.sandbox.call.StoredAnswers;
import org.patientjourney.sandbox.call.StoredAnswers.Listed;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.ProviderEndpoint;
import org.patientjourney.sandbox.http.Reply;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** An endpoint that changes one patient exam of the calling clinic, or says why not. */
public final class PatientExamEndpoint {
  private final Reception reception;
  private final StateStore store;
  private final InstantSource clock;
  private final StoredAnswers answers;
  private final ProviderEndpoint endpoint;
  private final ExamChange change;

  public PatientExamEndpoint(
      Reception reception,
      StateStore store,
      InstantSource clock,
      StoredAnswers answers,
      ProviderEndpoint endpoint,
      ExamChange change) {
    this.reception = reception;
    this.store = store;
    this.clock = clock;
    this.answers = answers;
    this.endpoint = endpoint;
    this.change = change;
  }

  /** Answers one call and lists it. */
  public Reply answer(Request request) {
    return reception.receive(endpoint, change.body(request), this::answer);
  }

  private Reply answer(Call call, Account account, ObjectNode body) {
    Optional<Long> id = NamedExams.patientExamId(body);
    if (id.isEmpty()) {
      boolean missing = !body.hasNonNull("patient_exam_id");
      String problem = missing ? "Missing required field: " : "Invalid ";
      return reception.refuse(call, 400, problem + "patient_exam_id");
    }
    // Looked at and changed in one go: of two calls at the same time one comes first.
    return store.changeAndTell(state -> answer(state, call, account, id.get(), body)).get();
  }

  private Changed<Supplier<Reply>> answer(
      SandboxState state, Call call, Account account, long id, ObjectNode body) {
    Optional<Invite> meeting =
        state.inviteOf(id).filter(invite -> invite.clinic().equals(account.clinic()));
    Optional<String> problem =
        meeting.isEmpty()
            ? Optional.of("Invalid patient exam id")
            : change.problem(state.shape(), meeting.get(), state.exam(id).orElseThrow(), body);
    return problem.isPresent()
        ? new Changed<>(state, () -> reception.refuse(call, 400, problem.get()))
        : changed(state, call, account, id, body);
  }

  private Changed<Supplier<Reply>> changed(
      SandboxState state, Call call, Account account, long id, ObjectNode body) {
    SandboxState changed = state.withExam(id, exam -> change.change(exam, body, clock.instant()));
    PatientExam exam = changed.exam(id).orElseThrow();
    Changed<Listed> listed = StoredAnswers.list(changed, call, account.clinic());
    Answer success = Answer.json(200, change.answer(exam));
    return new Changed<>(listed.state(), () -> answers.reply(listed.result(), success));
  }
}
