package org.patientjourney.activities.qualiphy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;

/** The calls about one patient exam, and how each says what can happen to both. */
enum ExamCall {
  RESEND("exam_invite_resend") {
    @Override
    Object send(QualiphyClient client) {
      return Worded.without(client.resend(TestInvites.KEY, EXAM, null));
    }

    @Override
    Object done() {
      return new ResendResult.Sent();
    }

    @Override
    Object refused(HoldReason reason) {
      return new ResendResult.Refused(ResendRefusal.of(reason), Worded.NOTHING);
    }

    @Override
    Object refusedOther(int code) {
      return new ResendResult.Refused(ResendRefusal.OTHER, Worded.NOTHING);
    }

    @Override
    Object rateLimited(@Nullable Duration retryAfter) {
      return new ResendResult.RateLimited(retryAfter);
    }

    @Override
    Object notSent(String cause) {
      return new ResendResult.NotSent(cause);
    }

    @Override
    Object unknown(String cause) {
      return new ResendResult.Unknown(cause);
    }
  },
  CANCEL("exam_invite_cancel") {
    @Override
    Object send(QualiphyClient client) {
      return Worded.without(client.cancel(TestInvites.KEY, EXAM));
    }

    @Override
    Object done() {
      return new CancelResult.Cancelled(null);
    }

    @Override
    Object refused(HoldReason reason) {
      return new CancelResult.Refused(reason, Worded.NOTHING);
    }

    @Override
    Object refusedOther(int code) {
      return new CancelResult.RefusedOther(Worded.NOTHING);
    }

    @Override
    Object rateLimited(@Nullable Duration retryAfter) {
      return new CancelResult.RateLimited(retryAfter);
    }

    @Override
    Object notSent(String cause) {
      return new CancelResult.NotSent(cause);
    }

    @Override
    Object unknown(String cause) {
      return new CancelResult.Unknown(cause);
    }
  },
  SUBMIT_ANSWERS("exam_submit_answers") {
    @Override
    Object send(QualiphyClient client) {
      return client.submitAnswers(
          TestInvites.KEY,
          MEETING,
          EXAM,
          List.of(new SubmittedAnswer(4457, "No previous complications", null, null)));
    }

    @Override
    Object done() {
      return new TransferResult.Taken();
    }

    @Override
    Object refused(HoldReason reason) {
      return new TransferResult.Refused(reason.name());
    }

    @Override
    Object refusedOther(int code) {
      return new TransferResult.Refused("http " + code);
    }

    @Override
    Object rateLimited(@Nullable Duration retryAfter) {
      return new TransferResult.RateLimited(retryAfter);
    }

    @Override
    Object notSent(String cause) {
      return new TransferResult.NotSent(cause);
    }

    @Override
    Object unknown(String cause) {
      return new TransferResult.Unknown(cause);
    }
  },
  UPLOAD_ATTACHMENT("exam_upload_attachment") {
    @Override
    Object send(QualiphyClient client) {
      return client.uploadAttachment(TestInvites.KEY, EXAM, TestAttachments.report());
    }

    @Override
    Object done() {
      return SUBMIT_ANSWERS.done();
    }

    @Override
    Object refused(HoldReason reason) {
      return SUBMIT_ANSWERS.refused(reason);
    }

    @Override
    Object refusedOther(int code) {
      return SUBMIT_ANSWERS.refusedOther(code);
    }

    @Override
    Object rateLimited(@Nullable Duration retryAfter) {
      return SUBMIT_ANSWERS.rateLimited(retryAfter);
    }

    @Override
    Object notSent(String cause) {
      return SUBMIT_ANSWERS.notSent(cause);
    }

    @Override
    Object unknown(String cause) {
      return SUBMIT_ANSWERS.unknown(cause);
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

  ProviderCall<Object> once() {
    return new ProviderCall<>(this::send);
  }

  abstract Object send(QualiphyClient client);

  abstract Object done();

  abstract Object refused(HoldReason reason);

  abstract Object refusedOther(int code);

  abstract Object rateLimited(@Nullable Duration retryAfter);

  abstract Object notSent(String cause);

  abstract Object unknown(String cause);
}
