package org.patientjourney.activities.qualiphy.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.CreatedMeeting;

/** One invite for two good faith exams. */
final class InviteCall {
  private static final ProviderCall<CallResult<CreatedMeeting>> CALL =
      new ProviderCall<>(client -> client.invite(TestInvites.KEY, TestInvites.goodFaith()));

  private InviteCall() {}

  static CallResult<CreatedMeeting> answeredBy(int status, String body, String... headers)
      throws IOException {
    return ProviderCall.withoutWords(worded(status, body, headers));
  }

  static CallResult<CreatedMeeting> worded(int status, String body, String... headers)
      throws IOException {
    return CALL.answeredBy(status, body, headers);
  }

  static CallResult<CreatedMeeting> answeredBy(int status, byte[] body, String... headers)
      throws IOException {
    return CALL.answeredBy(status, body, headers);
  }

  static CallResult<CreatedMeeting> to(URI url) {
    return CALL.to(url);
  }

  static CallResult<CreatedMeeting> to(URI url, Duration connect, Duration answer) {
    return CALL.to(url, connect, answer);
  }
}
