package org.patientjourney.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patientjourney.sandbox.call.HeldAnswers;
import org.patientjourney.sandbox.exam.ExamCatalogue;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.question.AnsweredQuestion;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;

/** GET /sandbox/state: the state file, and what can be counted in it. */
public final class StateDoor {
  private static final String CALLS = "calls_by_endpoint";

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
    view.put("pending_exams", exams(state).filter(StateDoor::isPending).count());
    view.put("planned_steps", exams(state).mapToLong(exam -> exam.plan().size()).sum());
    view.put("due_events", state.events().stream().filter(Event::isDue).count());
    view.put("held_answers", held.count());
    view.set(CALLS, calls(state, call -> true));
    explain(state, view.path("invites").findValues("patient_exams"));
    return Answer.json(200, view);
  }

  /** Each exam shows its words, and the calls that named it, whatever they were answered. */
  private static void explain(SandboxState state, List<JsonNode> views) {
    Iterator<JsonNode> next = views.stream().flatMap(JsonNode::valueStream).iterator();
    exams(state).forEach(exam -> explain(state, exam, (ObjectNode) next.next()));
  }

  private static void explain(SandboxState state, PatientExam exam, ObjectNode view) {
    Long id = exam.patientExamId();
    view.put("exam_title", ExamCatalogue.get(exam.examId()).title())
        .<ObjectNode>set("questions_answers", Json.MAPPER.valueToTree(AnsweredQuestion.of(exam)))
        .set(CALLS, calls(state, call -> id.equals(call.patientExam())));
  }

  private static JsonNode calls(SandboxState state, Predicate<Call> which) {
    Map<String, Long> counts =
        state.calls().stream()
            .filter(which)
            .collect(
                Collectors.groupingBy(
                    call -> call.endpoint().wireName(), TreeMap::new, Collectors.counting()));
    return Json.MAPPER.valueToTree(counts);
  }

  private static Stream<PatientExam> exams(SandboxState state) {
    return state.invites().stream().flatMap(invite -> invite.patientExams().stream());
  }

  private static boolean isPending(PatientExam exam) {
    return exam.status().equals(ExamStatus.PENDING);
  }
}
