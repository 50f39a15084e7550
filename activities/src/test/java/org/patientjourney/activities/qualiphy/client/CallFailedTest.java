package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patientjourney.activities.qualiphy.client.QualiphyConnection.CallFailed;

class CallFailedTest {
  private static final String SECRET = "https://host/t0ken";

  static Stream<Throwable> beforeTheFirstByte() {
    return Stream.of(
        new ConnectException(SECRET),
        new HttpConnectTimeoutException(SECRET),
        new UnresolvedAddressException(),
        new UnknownHostException(SECRET),
        new SSLHandshakeException(SECRET));
  }

  static Stream<Throwable> inDoubt() {
    return Stream.of(
        new HttpTimeoutException(SECRET),
        new TimeoutException(SECRET),
        new SocketException(SECRET),
        new SSLException(SECRET),
        new EOFException(SECRET),
        new IOException(SECRET, new ConnectException(SECRET)),
        new InterruptedException(SECRET),
        new IllegalStateException(SECRET));
  }

  @ParameterizedTest
  @MethodSource("beforeTheFirstByte")
  void failures_of_the_connection_prove_that_nothing_was_sent(Throwable failure) {
    assertThat(new CallFailed(failure).isBeforeSending()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("inDoubt")
  void every_other_failure_is_unknown(Throwable failure) {
    assertThat(new CallFailed(failure).isBeforeSending()).isFalse();
  }

  @ParameterizedTest
  @MethodSource({"beforeTheFirstByte", "inDoubt"})
  void only_time_outs_and_interrupts_count_as_timeout(Throwable failure) {
    assertThat(new CallFailed(failure).isTimeout())
        .isEqualTo(failure instanceof TimeoutException || failure instanceof InterruptedException);
  }

  @ParameterizedTest
  @MethodSource({"beforeTheFirstByte", "inDoubt"})
  void only_the_class_name_is_kept(Throwable failure) {
    CallFailed failed = new CallFailed(failure);
    assertThat(failed.reason()).isEqualTo(failure.getClass().getSimpleName());
    assertThat(failed).hasMessage(failed.reason()).hasNoCause();
  }
}
