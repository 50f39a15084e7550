package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.patientjourney.sandbox.catalogue.Questionnaire;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PatientExam.Attachment;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.Shape.Resendable;
import org.patientjourney.sandbox.state.Shape.SubmitAnswers;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** The endpoints that change one patient exam of the calling clinic. */
final class PatientExamCalls {
  private static final String PATIENT_EXAM = "patient_exam_id";
  private static final String MEETING = "meeting_uuid";
  private static final int MOST_RESENDS = 3;
  private static final String FILE_NAME = "file_name";
  private static final String FILE_TYPE = "file_type";
  private static final String BASE64 = "file_base64";
  private static final int MOST_BYTES = 25 * 1024 * 1024;
  private static final List<Field> FILE_FIELDS =
      List.of(
          Field.text(FILE_NAME),
          Field.text(FILE_TYPE),
          Field.pattern(FILE_NAME, "(?i).+\\.(pdf|jpg|jpeg|png|heic)"));

  private PatientExamCalls() {}

  /** The patient exam that a call is about. */
  record Target(SandboxState state, Caller caller, Invite meeting, PatientExam exam) {

    static Target of(SandboxState state, Caller caller) {
      if (!caller.body().hasNonNull(PATIENT_EXAM)) {
        throw Refusal.missing(PATIENT_EXAM);
      }
      long id =
          Caller.patientExamId(caller.body()).orElseThrow(() -> Refusal.invalid(PATIENT_EXAM));
      Invite meeting =
          state
              .inviteOf(id)
              .filter(invite -> invite.clinic().equals(caller.clinic()))
              .orElseThrow(() -> Refusal.invalid("patient exam id"));
      return new Target(state, caller, meeting, meeting.exam(id).orElseThrow());
    }

    void requireMeetingId() {
      if (!caller.body().path(MEETING).asText().equals(meeting.meetingUuid().toString())) {
        // Verbatim, of exam_submit_answers: docs/provider.md, Answers.
        throw Refusal.invalid("meeting id");
      }
    }

    /** The sources disagree on whether it is required: optional, but never wrong. */
    void checkMeetingId() {
      if (caller.body().hasNonNull(MEETING)) {
        requireMeetingId();
      }
    }

    void requirePending() {
      if (!exam.isPending()) {
        throw Refusal.of(exam.status().refusal());
      }
    }

    Changed<Object> changed(PatientExam next, ObjectNode answer) {
      return new Changed<>(state.withExam(next), answer);
    }
  }

  /** The link once more, and 30 more days for it. */
  static Changed<Object> resend(SandboxState state, Caller caller) {
    Target target = Target.of(state, caller);
    target.checkMeetingId();
    PatientExam exam = target.exam();
    boolean isMissed = !exam.status().hasClinician();
    if (!isMissed || state.shape().resend() != Resendable.ALSO_MISSED) {
      target.requirePending();
    }
    if (exam.resends() >= MOST_RESENDS) {
      throw Refusal.of("Resend limit reached.");
    }
    return target.changed(exam.resent(caller.now()), ok());
  }

  /** No event reports it. */
  static Changed<Object> cancel(SandboxState state, Caller caller) {
    Target target = Target.of(state, caller);
    target.requirePending();
    PatientExam cancelled = target.exam().cancelled(caller.now());
    return target.changed(
        cancelled,
        Json.object()
            .put("http_code", 200)
            .put(PATIENT_EXAM, cancelled.patientExamId())
            .put("status", "cancelled")
            .put("cancelled_at", Json.millis(caller.now())));
  }

  static Changed<Object> submitAnswers(SandboxState state, Caller caller) {
    Target target = Target.of(state, caller);
    if (state.shape().submitAnswers() == SubmitAnswers.CURRENT) {
      target.requireMeetingId();
    } else {
      target.checkMeetingId();
    }
    target.requirePending();
    AnswerSheet sheet =
        new AnswerSheet(caller.body().path("answers"), Questionnaire.of(target.exam().examId()));
    return target.changed(target.exam().answered(sheet.given()), ok());
  }

  /** At any time; binary in a form, base64 in JSON. The limits are our choice. */
  static Changed<Object> upload(SandboxState state, Caller caller) {
    Target target = Target.of(state, caller);
    ObjectNode body = caller.body();
    String content = body.hasNonNull(BASE64) ? BASE64 : "file";
    for (String field : List.of(content, FILE_NAME)) {
      if (!body.hasNonNull(field)) {
        throw Refusal.missing(field);
      }
    }
    Field.check(FILE_FIELDS, body);
    int bytes = length(body.path(content), content.equals(BASE64));
    if (bytes == 0 || bytes > MOST_BYTES) {
      throw Refusal.invalid(content);
    }
    PatientExam changed =
        target
            .exam()
            .attached(body.path(FILE_NAME).asText(), body.path(FILE_TYPE).textValue(), bytes);
    List<Attachment> all = changed.attachments();
    return target.changed(
        changed,
        ok().put("attachment_id", all.get(all.size() - 1).attachmentId()).put("uploaded", true));
  }

  /** 0 when there is no file, or a text that is no base64. */
  private static int length(JsonNode file, boolean isBase64) {
    try {
      return file.isBinary() || (file.isTextual() && isBase64) ? file.binaryValue().length : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static ObjectNode ok() {
    return Json.object().put("http_code", 200).put("status", "ok");
  }
}
