package org.patientjourney.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalSystem;

/** The provider, controlled through the sandbox's endpoints, and its record. */
record DemoProvider(JsonClient sandbox) {
  DemoProvider(LocalSystem system) {
    this(new JsonClient(system.sandboxUrl(), ""));
  }

  /** Switches the shape of answers and events to that of other sources. */
  void speak(Map<String, String> shape) throws IOException {
    ObjectNode switches = object();
    shape.forEach(switches::put);
    play("/sandbox/shape", switches);
  }

  /** Injects a fault into every call or event of one clinic, or of all. */
  void failAlways(String fault, @Nullable String clinic) throws IOException {
    fail(fault, -1, clinic);
  }

  /** Injects a fault into the clinic's next call. */
  void failOnce(String fault, String clinic) throws IOException {
    fail(fault, 1, clinic);
  }

  private void fail(String fault, int times, @Nullable String clinic) throws IOException {
    ObjectNode request = object().put("fault", fault).put("times", times);
    play("/sandbox/faults", clinic == null ? request : request.put("clinic", clinic));
  }

  /** From now on has clinicians for the clinic in all states but these. */
  void loseClinicians(String clinic, String... states) throws IOException {
    ObjectNode account = object();
    List.of(states).forEach(account.withArray("states_without_provider")::add);
    play("/sandbox/accounts/" + clinic, account);
  }

  /** Decides the exam of an invite. */
  void decide(JsonNode invite, String status) throws IOException {
    play(exam(invite) + "/decide", object().put("status", status));
  }

  /** Writes a prescription of so many medicines. */
  void prescribe(JsonNode invite, int medicines) throws IOException {
    play(exam(invite) + "/prescribe", object().put("items", medicines));
  }

  /** Ships a parcel for each medicine that has none. */
  void ship(JsonNode invite) throws IOException {
    play(exam(invite) + "/ship", object());
  }

  /** Lets events go that a fault has held. */
  void release() throws IOException {
    sandbox.delete("/sandbox/faults").success();
  }

  /** Without them no answer can be given for the patient, who is asked instead. */
  boolean showsQuestionIds() throws IOException {
    return !state("shape").path("questions_shape").asText().equals("documented");
  }

  /** How many answers the clinic's patients found filled in. */
  long answersOf(String clinic) throws IOException {
    return invites(clinic).stream()
        .flatMap(invite -> invite.path("patient_exams").findParents("answers").stream())
        .mapToLong(exam -> exam.path("answers").size())
        .sum();
  }

  /** How many events it sent about a clinic's exams and had acknowledged. */
  long eventsOf(String clinic) throws IOException {
    List<String> exams =
        invites(clinic).stream()
            .flatMap(
                invite -> invite.path("patient_exams").findValuesAsText("patient_exam_id").stream())
            .toList();
    return state("events")
        .valueStream()
        .filter(event -> exams.contains(event.path("patient_exam_id").asText()))
        .count();
  }

  /** The invites that it made for the clinic, oldest first. */
  List<JsonNode> invites(String clinic) throws IOException {
    return of(clinic, "invites");
  }

  /** How many invite calls it received, refused ones included. */
  long inviteCalls(String clinic) throws IOException {
    return of(clinic, "calls").stream()
        .filter(call -> call.path("endpoint").asText().equals("exam_invite"))
        .count();
  }

  private List<JsonNode> of(String clinic, String list) throws IOException {
    return state(list)
        .valueStream()
        .filter(one -> one.path("clinic").asText().equals(clinic))
        .toList();
  }

  private JsonNode state(String field) throws IOException {
    return sandbox.get("/sandbox/state").body().path(field);
  }

  private static String exam(JsonNode invite) {
    return "/sandbox/exams/" + invite.at("/patient_exams/0/patient_exam_id").asText();
  }

  private void play(String path, ObjectNode request) throws IOException {
    sandbox.post(path, request).success();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
