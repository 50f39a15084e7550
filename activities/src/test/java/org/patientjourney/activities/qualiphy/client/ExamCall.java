package org.patientjourney.activities.qualiphy.client;

import java.util.List;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.Question.SubmittedAnswer;
import org.patientjourney.activities.qualiphy.TestAttachments;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;

/** The calls about one patient exam and the results that they share. */
enum ExamCall {
  RESEND("exam_invite_resend") {
    @Override
    CallResult<?> send(QualiphyClient client) {
      return client.resend(TestInvites.KEY, EXAM, null);
    }
  },
  CANCEL("exam_invite_cancel") {
    @Override
    CallResult<?> send(QualiphyClient client) {
      return client.cancel(TestInvites.KEY, EXAM);
    }
  },
  SUBMIT_ANSWERS("exam_submit_answers") {
    @Override
    CallResult<?> send(QualiphyClient client) {
      return client.submitAnswers(
          TestInvites.KEY,
          MEETING,
          EXAM,
          List.of(new SubmittedAnswer(4457, "No previous complications", null, null)));
    }
  },
  UPLOAD_ATTACHMENT("exam_upload_attachment") {
    @Override
    CallResult<?> send(QualiphyClient client) {
      return client.uploadAttachment(TestInvites.KEY, EXAM, TestAttachments.report());
    }
  };

  static final String MEETING = "2b1f9a52-7c1e-4a5a-9f0b-3d1c7f2e8a10";
  static final PatientExamId EXAM = new PatientExamId("601233");

  private final String path;

  ExamCall(String path) {
    this.path = path;
  }

  String path() {
    return "/api/" + path;
  }

  ProviderCall<CallResult<?>> once() {
    return new ProviderCall<>(client -> ProviderCall.withoutWords(send(client)));
  }

  abstract CallResult<?> send(QualiphyClient client);

  CallResult<?> done() {
    return new CallResult.Done<>(
        this == CANCEL ? new CancelOutcome.Cancelled(null) : new Accepted());
  }

  CallResult<?> unauthorized(HoldReason reason) {
    return new CallResult.Refused<>(reason, reason.name(), null, ProviderCall.NO_WORDS);
  }

  CallResult<?> refused(int code) {
    boolean isInput = code == 400 || code == 422;
    return new CallResult.Refused<>(
        isInput ? HoldReason.NEEDS_INPUT : HoldReason.UNAUTHORIZED,
        this == RESEND ? "OTHER" : "http " + code,
        null,
        ProviderCall.NO_WORDS);
  }
}
