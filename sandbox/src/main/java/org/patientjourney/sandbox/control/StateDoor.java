package org.patientjourney.sandbox.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.invite.HeldAnswers;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;

/** GET /sandbox/state: the state file, and what is still open. */
public final class StateDoor {
  private final StateStore store;
  private final HeldAnswers held;

  public StateDoor(StateStore store, HeldAnswers held) {
    this.store = store;
    this.held = held;
  }

  /** Answers the whole state. */
  public Answer answer(Request request) {
    SandboxState state = store.now();
    ObjectNode view = Json.MAPPER.valueToTree(state);
    view.put("pending_exams", pendingExams(state));
    view.put("due_events", state.events().stream().filter(Event::isDue).count());
    view.put("held_answers", held.count());
    return Answer.json(200, view);
  }

  private static long pendingExams(SandboxState state) {
    return state.invites().stream()
        .flatMap(invite -> invite.patientExams().stream())
        .filter(exam -> exam.status().equals(ExamStatus.PENDING))
        .count();
  }
}
