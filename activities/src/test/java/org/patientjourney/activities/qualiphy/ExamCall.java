package org.patientjourney.activities.qualiphy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.exam.PatientExamId;
import org.patientjourney.workflows.journey.HoldReason;

/** The calls about one patient exam, and how each says what can happen to both. */
enum ExamCall {
  RESEND("exam_invite_resend") {
    @Override
    Object send(QualiphyClient client) {
      return client.resend(TestInvites.KEY, EXAM, null);
    }

    @Override
    Object done() {
      return new ResendResult.Sent();
    }

    @Override
    Object refused(HoldReason reason) {
      return new ResendResult.Refused(ResendRefusal.of(reason));
    }

    @Override
    Object refusedOther() {
      return new ResendResult.Refused(ResendRefusal.OTHER);
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
      return client.cancel(TestInvites.KEY, EXAM);
    }

    @Override
    Object done() {
      return new CancelResult.Cancelled();
    }

    @Override
    Object refused(HoldReason reason) {
      return new CancelResult.Refused(reason);
    }

    @Override
    Object refusedOther() {
      return new CancelResult.RefusedOther();
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
  };

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

  abstract Object refusedOther();

  abstract Object rateLimited(@Nullable Duration retryAfter);

  abstract Object notSent(String cause);

  abstract Object unknown(String cause);
}
