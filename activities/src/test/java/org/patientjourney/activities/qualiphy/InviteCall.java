package org.patientjourney.activities.qualiphy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One invite for two good faith exams; whatever the answer, exactly one request was made. */
final class InviteCall {
  private static final Duration PLENTY = Duration.ofSeconds(10);

  private InviteCall() {}

  static InviteResult answeredBy(int status, String body, String... headers) throws IOException {
    return answeredBy(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  static InviteResult answeredBy(int status, byte[] body, String... headers) throws IOException {
    try (ProviderStub provider = ProviderStub.answering(status, body, headers)) {
      InviteResult result = to(provider.url(), PLENTY, PLENTY);
      assertThat(provider.requests()).as("requests made").hasSize(1);
      return result;
    }
  }

  static InviteResult to(URI url) {
    return to(url, PLENTY, PLENTY);
  }

  static InviteResult to(URI url, Duration connect, Duration answer) {
    InviteResult result =
        new QualiphyClient(url, connect, answer).invite(TestInvites.KEY, TestInvites.goodFaith());
    assertThat(result.toString())
        .doesNotContain(TestInvites.KEY.value())
        .doesNotContain(TestInvites.WEBHOOK_TOKEN)
        .doesNotContain("http:")
        .doesNotContain("https:");
    return result;
  }
}
