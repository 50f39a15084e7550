package org.patientjourney.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.catalogue.Catalogue;
import org.patientjourney.sandbox.catalogue.Questionnaire;
import org.patientjourney.sandbox.delivery.DueWork;
import org.patientjourney.sandbox.endpoints.HeldAnswers;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.Answer.BadRequestException;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.http.LocalServer.Route;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;

/** The stored state with counts, and the sandbox's clock. */
public record StateEndpoints(StateStore store, HeldAnswers held, InstantSource clock) {
  private static final String CALLS = "calls_by_endpoint";
  private static final Duration FURTHEST = Duration.ofDays(100 * 365);

  private record Forward(@Nullable Long offsetMillis) {}

  /**
   * What the clock's endpoints answer.
   *
   * @param nextDue null when nothing will happen without a request
   * @param pending what is due and not finished, events that are being delivered among it
   */
  private record ClockView(
      Instant now, long offsetMillis, @Nullable Instant nextDue, long pending) {}

  public List<Route> routes() {
    return List.of(
        new Route("GET", "/sandbox/state", this::state),
        new Route("GET", "/sandbox/clock", this::clock),
        new Route("POST", "/sandbox/clock", this::moveForward));
  }

  private Answer state(Request request) {
    SandboxState state = store.now();
    ObjectNode view = Json.MAPPER.valueToTree(state);
    view.put("pending_exams", state.exams().filter(PatientExam::isPending).count());
    view.put("planned_steps", state.exams().mapToLong(exam -> exam.plan().size()).sum());
    view.put("due_events", state.events().stream().filter(Event::isDue).count());
    view.put("held_answers", held.count());
    view.set(CALLS, counts(state.calls()));
    explain(state.calls(), state.invites(), view.path("invites"));
    return Answer.json(200, view);
  }

  /** Some of the invites, as {@code /sandbox/state} shows them. */
  public static List<JsonNode> invites(SandboxState state, Predicate<Invite> shown) {
    List<Invite> invites = state.invites().stream().filter(shown).toList();
    JsonNode view = Json.MAPPER.valueToTree(invites);
    explain(state.calls(), invites, view);
    return view.valueStream().toList();
  }

  /** Adds each exam's title and answers, and all calls that named it, also failed ones. */
  private static void explain(List<Call> calls, List<Invite> invites, JsonNode view) {
    Map<Long, List<Call>> ofExam = new HashMap<>();
    for (Call call : calls) {
      if (call.patientExam() != null) {
        ofExam.computeIfAbsent(call.patientExam(), first -> new ArrayList<>()).add(call);
      }
    }
    Iterator<JsonNode> exams =
        view.findValues("patient_exams").stream().flatMap(JsonNode::valueStream).iterator();
    invites.stream()
        .flatMap(invite -> invite.patientExams().stream())
        .forEach(
            exam ->
                ((ObjectNode) exams.next())
                    .put("exam_title", Catalogue.exam(exam.examId()).title())
                    .<ObjectNode>set(
                        "questions_answers", Json.MAPPER.valueToTree(Questionnaire.answered(exam)))
                    .set(CALLS, counts(ofExam.getOrDefault(exam.patientExamId(), List.of()))));
  }

  private static JsonNode counts(List<Call> calls) {
    Map<String, Long> counts =
        calls.stream()
            .collect(
                Collectors.groupingBy(
                    call -> call.endpoint().wireName(), TreeMap::new, Collectors.counting()));
    return Json.MAPPER.valueToTree(counts);
  }

  private Answer clock(Request request) {
    Instant now = clock.instant();
    SandboxState state = store.now();
    List<Instant> due = DueWork.due(state).toList();
    return Answer.json(
        200,
        new ClockView(
            now,
            state.clockOffsetMillis(),
            due.stream().filter(at -> at.isAfter(now)).min(Instant::compareTo).orElse(null),
            due.stream().filter(at -> !at.isAfter(now)).count()));
  }

  /** What becomes due happens at once. */
  private Answer moveForward(Request request) {
    Long millis = request.as(Forward.class).offsetMillis();
    if (millis == null || millis < 0 || millis > FURTHEST.toMillis()) {
      throw new BadRequestException("offset_millis: expected 0 to " + FURTHEST.toMillis());
    }
    store.change(
        state -> {
          long before = state.clockOffsetMillis();
          if (millis < before) {
            throw new BadRequestException(
                409, "offset_millis: expected at least " + before + ", found less");
          }
          return state.withClockOffset(millis);
        });
    return clock(request);
  }
}
