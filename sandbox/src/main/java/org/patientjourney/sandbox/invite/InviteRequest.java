package org.patientjourney.sandbox.invite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.call.NamedExams;
import org.patientjourney.sandbox.exam.ExamCatalogue;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.Patient;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.Pharmacy;
import org.patientjourney.sandbox.state.PlannedStep;

/** A body that fulfils all rules, reduced to what the sandbox needs of it. */
record InviteRequest(
    List<Integer> examIds,
    TestName name,
    boolean test,
    Patient patient,
    Pharmacy pharmacy,
    @Nullable String webhookUrl) {

  static InviteRequest of(ObjectNode body) {
    String phone = body.path("phone_number").asText();
    return new InviteRequest(
        NamedExams.examIds(body),
        TestName.of(body.path("first_name").asText(), body.path("last_name").asText()),
        InviteRules.isTest(body),
        // Events carry the bare ten digits in the contract's sample (5.1).
        new Patient(
            body.path("email").asText(),
            phone.replaceFirst("^\\+1", ""),
            body.path("additional_data").textValue()),
        PharmacyRules.pharmacy(body),
        body.path("webhook_url").textValue());
  }

  /** The meeting that this request makes; exam ids go on from the last one given. */
  Invite meeting(int call, String clinic, long lastExamId, Instant now, Duration pause) {
    List<PatientExam> exams =
        IntStream.range(0, examIds.size())
            .mapToObj(
                i ->
                    PatientExam.pending(
                        lastExamId + 1 + i, examIds.get(i), plan(i, now, pause), now))
            .toList();
    return new Invite(call, UUID.randomUUID(), clinic, webhookUrl, patient, pharmacy, exams, now);
  }

  private List<PlannedStep> plan(int position, Instant now, Duration pause) {
    // Outside TE a name is only a name: whoever wants a decision plays the provider.
    if (!test) {
      return List.of();
    }
    boolean rx = ExamCatalogue.get(examIds.get(position)).isRx();
    return ExamPlan.of(
        name.decisions(position, examIds.size()),
        name.items().filter(items -> rx),
        pharmacy.partner(),
        now,
        pause);
  }
}
