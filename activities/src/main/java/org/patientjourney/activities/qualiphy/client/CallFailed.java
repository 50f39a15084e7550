package org.patientjourney.activities.qualiphy.client;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * No answer came. Keeps the failure's class name and drops the failure: its message may hold an
 * address or a part of the answer.
 */
final class CallFailed extends Exception {
  private final boolean isBeforeSending;
  private final boolean isTimeout;
  private final String reason;

  private CallFailed(boolean isBeforeSending, boolean isTimeout, String reason) {
    super(reason, null, false, false);
    this.isBeforeSending = isBeforeSending;
    this.isTimeout = isTimeout;
    this.reason = reason;
  }

  static CallFailed because(Throwable failure) {
    boolean isTimeout =
        failure instanceof TimeoutException || failure instanceof InterruptedException;
    return new CallFailed(
        provesNothingSent(failure), isTimeout, failure.getClass().getSimpleName());
  }

  /** Only a failure to connect proves it; after any other the request may have arrived. */
  private static boolean provesNothingSent(Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof HttpConnectTimeoutException
        || failure instanceof UnresolvedAddressException
        || failure instanceof SSLHandshakeException;
  }

  boolean isBeforeSending() {
    return isBeforeSending;
  }

  /** The time for the answer is over, so the caller has waited long enough. */
  boolean isTimeout() {
    return isTimeout;
  }

  String reason() {
    return reason;
  }
}
