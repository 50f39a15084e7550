package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.patientjourney.sandbox.catalogue.Catalogue;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.Invite.Patient;
import org.patientjourney.sandbox.state.Invite.Pharmacy;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PatientExam.Step;
import org.patientjourney.sandbox.state.ProviderEndpoint;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** exam_invite: creates one meeting. The rules for its fields: docs/provider.md, Invite. */
record ExamInvite(Duration pause) {
  private static final System.Logger log = System.getLogger(ExamInvite.class.getName());
  // Names under .invalid do not resolve (RFC 2606), so that no link leads to a real clinic.
  private static final String MEETINGS = "https://meeting.sandbox.invalid/meeting/";
  private static final String TELE_STATE = "tele_state";
  private static final String CUSTOM = "custom_pharmacy";
  private static final String ORDER_SET = "order_set_id";
  private static final String BILLING = "custom_pharmacy_patient_billing";
  private static final String CLINIC_BILLING = "custom_pharmacy_clinic_billing";

  private static final List<String> REQUIRED =
      List.of("exams", "first_name", "last_name", "email", "dob", "phone_number", TELE_STATE);

  private static final List<Field> FIELDS =
      List.of(
          new Field("exams", ExamInvite::isExamIds),
          Field.text("first_name"),
          Field.text("last_name"),
          Field.pattern("email", "[^@\\s]+@[^@\\s]+"),
          Field.date("dob"),
          Field.pattern("phone_number", "(\\+1)?\\d{10}"),
          new Field(TELE_STATE, node -> Catalogue.isServed(node.asText())),
          Field.pattern("state", "[A-Z]{2}"),
          Field.code("gender", 3),
          Field.url("webhook_url"),
          Field.text("additional_data"),
          Field.url("redirect_approve"),
          Field.url("redirect_reject"),
          Field.url("redirect_na"),
          Field.url("redirect_missed"));

  private static final List<Field> PHARMACY_FIELDS =
      List.of(
          Field.integer("pharmacy_id"),
          // A text in an earlier document; both are accepted.
          new Field(ORDER_SET, node -> node.isIntegralNumber() || isNumeric(node)),
          Field.integer("exam_pos_id"),
          Field.code(CUSTOM, 2),
          // Required with custom_pharmacy 1 by one document, left out by another.
          Field.pattern("ncpdpid", "\\d{7}"),
          Field.code("provider_pos_selection", 3),
          Field.code("custom_pharmacy_patient_choice", 2),
          Field.code("skip_pharmacy_confirmation", 2),
          Field.code(BILLING, 2),
          Field.text(CLINIC_BILLING),
          Field.code("custom_pharmacy_delivery_method", 2));

  /** Account, fields, exams, pharmacy: the order of the checks is our choice. */
  Changed<Object> invite(SandboxState state, Caller caller) {
    String patientState = caller.body().path(TELE_STATE).asText();
    state
        .switchesOf(caller.clinic())
        .firstProblem(patientState, caller.rxExams() > 0)
        .ifPresent(
            fault -> {
              throw Refusal.of(fault, ProviderEndpoint.EXAM_INVITE);
            });
    check(caller);
    Invite meeting = meeting(state, caller);
    return new Changed<>(state.withInvite(meeting), answer(meeting));
  }

  private static void check(Caller caller) {
    ObjectNode body = caller.body();
    for (String field : REQUIRED) {
      if (isBlank(body.path(field))) {
        throw Refusal.missing(field);
      }
    }
    Field.check(FIELDS, body);
    checkTestState(body);
    if (caller.invitedExams().stream().anyMatch(id -> Catalogue.findExam(id).isEmpty())) {
      throw Refusal.invalid("exam id");
    }
    // One prescription exam beside good faith exams is accepted, which is our choice.
    if (caller.rxExams() > 1) {
      throw Refusal.of("Only one Rx exam is allowed per meeting.");
    }
    Field.check(PHARMACY_FIELDS, body);
    // 1: the pharmacy bills the clinic and must know which one.
    if (body.path(BILLING).asInt() == 1 && body.path(CLINIC_BILLING).asText().isBlank()) {
      throw Refusal.missing(CLINIC_BILLING);
    }
  }

  /** Test mode needs both fields: with one alone, test data would reach a clinician. */
  private static void checkTestState(ObjectNode body) {
    boolean isTestAddress = body.path("state").asText().equals(Catalogue.TEST_STATE);
    if (isTestAddress != isTest(body)) {
      throw Refusal.invalid(isTestAddress ? TELE_STATE : "state");
    }
  }

  private static boolean isTest(ObjectNode body) {
    return body.path(TELE_STATE).asText().equals(Catalogue.TEST_STATE);
  }

  private static boolean isBlank(JsonNode node) {
    return node.isNull()
        || node.isMissingNode()
        || (node.isTextual() && node.textValue().isBlank())
        || (node.isArray() && node.isEmpty());
  }

  private static boolean isExamIds(JsonNode node) {
    return node.isArray() && node.valueStream().allMatch(JsonNode::isInt);
  }

  private static boolean isNumeric(JsonNode node) {
    return node.isTextual() && node.textValue().matches("\\d+");
  }

  private Invite meeting(SandboxState state, Caller caller) {
    ObjectNode body = caller.body();
    Pharmacy pharmacy = pharmacy(body);
    List<Integer> examIds = caller.invitedExams();
    List<PatientExam> exams = new ArrayList<>();
    for (int i = 0; i < examIds.size(); i++) {
      long id = state.nextPatientExam() + i;
      List<Step> plan = plan(caller, id, i, pharmacy.partner());
      exams.add(PatientExam.pending(id, examIds.get(i), plan, caller.now()));
    }
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
        List.copyOf(exams),
        caller.now());
  }

  /** Where a valid body sends its prescription. Without a code, a package means a partner. */
  private static Pharmacy pharmacy(ObjectNode body) {
    boolean isPartner =
        body.hasNonNull(CUSTOM)
            ? body.path(CUSTOM).intValue() == 2
            : Stream.of("pharmacy_id", ORDER_SET, "exam_pos_id").anyMatch(body::hasNonNull);
    String name = body.path("pharmacy_name").asText("");
    String usual = isPartner ? "Juniper Compounding" : "Choose Your Pharmacy";
    Long orderSetId = body.hasNonNull(ORDER_SET) ? body.path(ORDER_SET).asLong() : null;
    return new Pharmacy(isPartner, name.isBlank() ? usual : name, orderSetId);
  }

  /** Outside of test mode a name has no meaning, and only a person decides. */
  private List<Step> plan(Caller caller, long id, int position, boolean isPartner) {
    ObjectNode body = caller.body();
    if (!isTest(body)) {
      return List.of();
    }
    TestName name = TestName.of(body.path("first_name").asText(), body.path("last_name").asText());
    List<Integer> examIds = caller.invitedExams();
    boolean isRx = Catalogue.exam(examIds.get(position)).isRx();
    List<Step> plan = name.plan(position, examIds.size(), isRx, isPartner, caller.now(), pause);
    boolean isApproved = plan.stream().anyMatch(step -> ExamStatus.APPROVED.equals(step.status()));
    if (isRx && isApproved && name.items().isEmpty()) {
      log.log(
          Level.WARNING,
          "patient exam {0}: the test name approves but asks for no prescription",
          String.valueOf(id));
    }
    return plan;
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
          .put("exam_title", Catalogue.exam(exam.examId()).title())
          .put("exam_id", exam.examId());
    }
    return answer;
  }
}
