package org.patientjourney.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.patientjourney.sandbox.catalogue.Exam;
import org.patientjourney.sandbox.catalogue.Questionnaire;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.HeldAnswers;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;

/** GET /sandbox/state: the stored state with counts. */
public record StateEndpoint(StateStore store, HeldAnswers held) {
  private static final String CALLS = "calls_by_endpoint";

  public Answer show(Request request) {
    SandboxState state = store.now();
    ObjectNode view = Json.MAPPER.valueToTree(state);
    view.put("pending_exams", state.exams().filter(PatientExam::isPending).count());
    view.put("planned_steps", state.exams().mapToLong(exam -> exam.plan().size()).sum());
    view.put("due_events", state.events().stream().filter(Event::isDue).count());
    view.put("held_answers", held.count());
    view.set(CALLS, calls(state, call -> true));
    Iterator<JsonNode> exams =
        view.path("invites").findValues("patient_exams").stream()
            .flatMap(JsonNode::valueStream)
            .iterator();
    state.exams().forEach(exam -> explain(state, exam, (ObjectNode) exams.next()));
    return Answer.json(200, view);
  }

  /** Adds title and answers, and all calls that named the exam, also failed ones. */
  private static void explain(SandboxState state, PatientExam exam, ObjectNode view) {
    Long id = exam.patientExamId();
    view.put("exam_title", Exam.get(exam.examId()).title())
        .<ObjectNode>set("questions_answers", Json.MAPPER.valueToTree(Questionnaire.answered(exam)))
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
}
