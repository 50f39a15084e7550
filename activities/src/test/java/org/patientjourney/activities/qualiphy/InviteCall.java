package org.patientjourney.activities.qualiphy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** One invite for two good faith exams. */
final class InviteCall {
  private static final ProviderCall<InviteResult> CALL =
      new ProviderCall<>(client -> client.invite(TestInvites.KEY, TestInvites.goodFaith()));

  private InviteCall() {}

  static InviteResult answeredBy(int status, String body, String... headers) throws IOException {
    return Worded.without(worded(status, body, headers));
  }

  static InviteResult worded(int status, String body, String... headers) throws IOException {
    return CALL.answeredBy(status, body, headers);
  }

  static InviteResult answeredBy(int status, byte[] body, String... headers) throws IOException {
    return CALL.answeredBy(status, body, headers);
  }

  static InviteResult to(URI url) {
    return CALL.to(url);
  }

  static InviteResult to(URI url, Duration connect, Duration answer) {
    return CALL.to(url, connect, answer);
  }
}
