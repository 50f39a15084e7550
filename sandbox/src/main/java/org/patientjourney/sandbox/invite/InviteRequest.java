package org.patientjourney.sandbox.invite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.Patient;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PlannedDecision;

/** A body that fulfils all rules, reduced to what the sandbox needs of it. */
record InviteRequest(
    List<Integer> examIds,
    TestName name,
    boolean test,
    Patient patient,
    @Nullable String webhookUrl) {

  static InviteRequest of(ObjectNode body) {
    String phone = body.path("phone_number").asText();
    return new InviteRequest(
        InviteRules.examIds(body),
        TestName.of(body.path("first_name").asText(), body.path("last_name").asText()),
        InviteRules.isTest(body),
        // Events carry the bare ten digits in the contract's sample (5.1).
        new Patient(
            body.path("email").asText(),
            phone.replaceFirst("^\\+1", ""),
            body.path("additional_data").textValue()),
        body.path("webhook_url").textValue());
  }

  /** The meeting that this request makes; exam ids go on from the last one given. */
  Invite meeting(int call, String clinic, long lastExamId, Instant now, Duration decision) {
    List<PatientExam> exams =
        IntStream.range(0, examIds.size())
            .mapToObj(
                i ->
                    PatientExam.pending(lastExamId + 1 + i, examIds.get(i), plan(i, now, decision)))
            .toList();
    return new Invite(call, UUID.randomUUID(), clinic, webhookUrl, patient, exams, now);
  }

  private List<PlannedDecision> plan(int position, Instant now, Duration decision) {
    List<PlannedDecision> plan = new ArrayList<>();
    Instant at = now;
    // Outside TE a name is only a name: whoever wants a decision plays the provider.
    List<ExamStatus> decisions = test ? name.decisions(position, examIds.size()) : List.of();
    for (ExamStatus status : decisions) {
      at = at.plus(decision);
      plan.add(new PlannedDecision(status, at));
    }
    return plan;
  }
}
