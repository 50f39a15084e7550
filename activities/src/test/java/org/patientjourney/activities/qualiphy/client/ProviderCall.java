package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.ProviderWords;
import org.patientjourney.activities.qualiphy.CallResult.Refused;

/** One call: exactly one request is made for any answer, and no secret is printed. */
record ProviderCall<R>(Function<QualiphyClient, R> call) {
  static final ProviderWords NO_WORDS = new ProviderWords("");

  private static final Duration PLENTY = Duration.ofSeconds(10);

  R answeredBy(int status, String body, String... headers) throws IOException {
    return answeredBy(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  R answeredBy(int status, byte[] body, String... headers) throws IOException {
    try (ProviderStub provider = ProviderStub.answering(status, body, headers)) {
      R result = to(provider.url());
      assertThat(provider.requests()).as("requests made").hasSize(1);
      return result;
    }
  }

  /** What the provider was sent. */
  ProviderStub.Request request() throws IOException {
    try (ProviderStub provider = ProviderStub.answering(500, "")) {
      to(provider.url());
      return provider.requests().get(0);
    }
  }

  R to(URI url) {
    return to(url, PLENTY, PLENTY);
  }

  R to(URI url, Duration connect, Duration answer) {
    R result =
        call.apply(new QualiphyClient(url, connect, answer, clinic -> false, CallObserver.NONE));
    assertThat(String.valueOf(result))
        .doesNotContain(TestInvites.KEY.value())
        .doesNotContain(TestInvites.WEBHOOK_TOKEN)
        .doesNotContain("http:")
        .doesNotContain("https:");
    return result;
  }

  /** Without the provider's words, so that a test compares what a result means. */
  static <T> CallResult<T> withoutWords(CallResult<T> result) {
    return result instanceof Refused<T> refused
        ? new Refused<>(refused.reason(), refused.cause(), refused.field(), NO_WORDS)
        : result;
  }
}
