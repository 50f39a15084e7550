package org.patientjourney.activities.qualiphy;

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
  private final boolean surelyNotSent;
  private final boolean tooLate;
  private final String reason;

  private CallFailed(boolean surelyNotSent, boolean tooLate, String reason) {
    super(reason, null, false, false);
    this.surelyNotSent = surelyNotSent;
    this.tooLate = tooLate;
    this.reason = reason;
  }

  static CallFailed because(Throwable failure) {
    boolean tooLate =
        failure instanceof TimeoutException || failure instanceof InterruptedException;
    return new CallFailed(isBeforeSending(failure), tooLate, failure.getClass().getSimpleName());
  }

  /** In doubt the request was sent: only failures of the connection itself prove the contrary. */
  private static boolean isBeforeSending(Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof HttpConnectTimeoutException
        || failure instanceof UnresolvedAddressException
        || failure instanceof SSLHandshakeException;
  }

  boolean surelyNotSent() {
    return surelyNotSent;
  }

  /** The time for the answer is over: whoever waited for it waits no longer. */
  boolean tooLate() {
    return tooLate;
  }

  String reason() {
    return reason;
  }
}
