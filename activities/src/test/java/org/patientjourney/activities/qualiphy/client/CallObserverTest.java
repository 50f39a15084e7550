package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.qualiphy.ListedExam;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.client.CallObserver.CallOutcome;
import org.patientjourney.activities.qualiphy.client.QualiphyConnection.CallFailed;
import org.patientjourney.workflows.order.ClinicId;

class CallObserverTest {
  private static final Duration PLENTY = Duration.ofSeconds(10);

  private final List<String> calls = new ArrayList<>();
  private final List<Duration> durations = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "200, {}, OK",
    "201, [], OK",
    "200, welcome, UNKNOWN",
    "200, {\"http_code\":400}, REFUSED",
    "200, {\"http_code\":401}, UNAUTHORIZED",
    "302, {}, UNKNOWN",
    "400, {}, REFUSED",
    "401, Unauthorized access., UNAUTHORIZED",
    "404, '', REFUSED",
    "408, {}, UNKNOWN",
    "409, {}, UNKNOWN",
    "429, {}, RATE_LIMITED",
    "500, {}, UNKNOWN",
    "503, <html>, UNKNOWN"
  })
  void every_answer_is_reported_with_endpoint_and_outcome(
      int status, String body, CallOutcome outcome) throws IOException {
    try (ProviderStub provider = ProviderStub.answering(status, body)) {
      call(provider.url(), PLENTY);
    }
    assertThat(calls).containsExactly("exam_list " + outcome);
    assertThat(durations.get(0)).isPositive().isLessThan(PLENTY);
  }

  @Test
  void failures_before_and_after_sending_are_reported_as_different_outcomes() throws IOException {
    call(URI.create("http://localhost:1"), PLENTY);
    try (ProviderStub provider = ProviderStub.handling(exchange -> exchange.close())) {
      call(provider.url(), PLENTY);
    }
    assertThat(calls).containsExactly("exam_list NOT_SENT", "exam_list UNKNOWN");
  }

  @Test
  void a_call_whose_time_ends_in_the_resolver_is_not_sent() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    try (ProviderStub provider = ProviderStub.answering(200, "{}")) {
      QualiphyConnection connection =
          new QualiphyConnection(
              provider.url(),
              Duration.ofMillis(200),
              PLENTY,
              clinic -> false,
              this::called,
              host -> {
                Uninterruptibles.awaitUninterruptibly(hanging);
                return InetAddress.getLoopbackAddress();
              });

      assertThatThrownBy(() -> connection.post(examList(), TestInvites.KEY))
          .isInstanceOfSatisfying(
              CallFailed.class, failed -> assertThat(failed.isBeforeSending()).isTrue());
      hanging.countDown();
      connection.post(examList(), TestInvites.KEY);
    }
    assertThat(calls).containsExactly("exam_list NOT_SENT", "exam_list OK");
  }

  @Test
  void a_paused_clinic_is_not_called_and_no_failure_of_the_provider_is_reported() throws Exception {
    try (ProviderStub provider = ProviderStub.answering(200, "{\"data\": []}")) {
      assertThat(lookUp(provider, TestInvites.KEY.clinic()::equals))
          .isEqualTo(new LookupResult.Failed<>(LookupResult.Failure.PAUSED, "CallsPaused"));
      assertThat(provider.requests()).isEmpty();
      assertThat(calls).isEmpty();
      assertThat(lookUp(provider, clinic -> !clinic.equals(TestInvites.KEY.clinic())))
          .isInstanceOf(LookupResult.Found.class);
      assertThat(provider.requests()).hasSize(1);
    }
  }

  @Test
  void nothing_is_called_while_pauses_cannot_be_read() throws Exception {
    try (ProviderStub provider = ProviderStub.answering(200, "{}")) {
      Predicate<ClinicId> unreadable =
          clinic -> {
            throw new IllegalStateException("the record cannot be read");
          };
      assertThat(lookUp(provider, unreadable))
          .isEqualTo(new LookupResult.Failed<>(LookupResult.Failure.UNREACHABLE, "PauseUnknown"));
      assertThat(provider.requests()).isEmpty();
    }
  }

  private LookupResult<ListedExam> lookUp(ProviderStub provider, Predicate<ClinicId> isPaused) {
    return new QualiphyClient(provider.url(), PLENTY, PLENTY, isPaused, this::called)
        .lookUp(TestInvites.KEY, Lookup.exams());
  }

  private static QualiphyRequest examList() {
    return Lookup.exams().request();
  }

  private void call(URI url, Duration limit) {
    new QualiphyClient(url, limit, limit, clinic -> false, this::called)
        .lookUp(TestInvites.KEY, Lookup.exams());
  }

  private void called(String endpoint, CallOutcome outcome, Duration duration) {
    calls.add(endpoint + " " + outcome);
    durations.add(duration);
  }
}
