package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.patientjourney.sandbox.catalogue.Exam;
import org.patientjourney.sandbox.catalogue.ServedStates;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.Invite.Patient;
import org.patientjourney.sandbox.state.Invite.Pharmacy;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PlannedStep;
import org.patientjourney.sandbox.state.ProviderEndpoint;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** exam_invite: creates one meeting. */
final class ExamInvite {
  // Names under .invalid do not resolve (RFC 2606), so that no link leads to a real clinic.
  private static final String MEETINGS = "https://meeting.sandbox.invalid/meeting/";

  private final Duration pause;

  ExamInvite(Duration pause) {
    this.pause = pause;
  }

  /** Account, fields, exams, pharmacy: the order of the checks is our choice. */
  Changed<Object> invite(SandboxState state, Caller caller) {
    ObjectNode body = caller.body();
    String patientState = body.path("tele_state").asText();
    state
        .switchesOf(caller.clinic())
        .firstProblem(patientState, caller.rxExams() > 0)
        .ifPresent(ExamInvite::refuse);
    InviteRules.check(caller);
    Invite meeting = meeting(state, caller);
    return new Changed<>(state.withInvite(meeting), answer(meeting));
  }

  private static void refuse(Fault fault) {
    throw Refusal.of(fault, ProviderEndpoint.EXAM_INVITE);
  }

  private Invite meeting(SandboxState state, Caller caller) {
    ObjectNode body = caller.body();
    Pharmacy pharmacy = InviteRules.pharmacy(body);
    List<Integer> examIds = caller.invitedExams();
    long firstId = state.nextPatientExam();
    List<PatientExam> exams =
        IntStream.range(0, examIds.size())
            .mapToObj(
                i ->
                    PatientExam.pending(
                        firstId + i,
                        examIds.get(i),
                        plan(caller, i, pharmacy.partner()),
                        caller.now()))
            .toList();
    // Events have the bare ten digits in the published sample.
    Patient patient =
        new Patient(
            body.path("email").asText(),
            body.path("phone_number").asText().replaceFirst("^\\+1", ""),
            body.path("additional_data").textValue());
    return new Invite(
        state.nextCall(),
        UUID.randomUUID(),
        caller.clinic(),
        body.path("webhook_url").textValue(),
        patient,
        pharmacy,
        exams,
        caller.now());
  }

  /** Outside of test mode a name has no meaning, and only a person decides. */
  private List<PlannedStep> plan(Caller caller, int position, boolean isPartner) {
    if (!caller.body().path("tele_state").asText().equals(ServedStates.TEST)) {
      return List.of();
    }
    TestName name =
        TestName.of(
            caller.body().path("first_name").asText(), caller.body().path("last_name").asText());
    List<Integer> examIds = caller.invitedExams();
    boolean isRx = Exam.get(examIds.get(position)).isRx();
    Instant start = caller.now();
    return name.plan(position, examIds.size(), isRx, isPartner, start, pause);
  }

  private static ObjectNode answer(Invite meeting) {
    ObjectNode answer =
        Json.object()
            .put("http_code", 200)
            .put("meeting_url", MEETINGS + meeting.meetingUuid())
            .put("meeting_uuid", meeting.meetingUuid().toString());
    ArrayNode exams = answer.putArray("patient_exams");
    for (PatientExam exam : meeting.patientExams()) {
      exams
          .addObject()
          .put("patient_exam_id", exam.patientExamId())
          .put("exam_title", Exam.get(exam.examId()).title())
          .put("exam_id", exam.examId());
    }
    return answer;
  }
}
