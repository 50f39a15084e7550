package org.patientjourney.activities.qualiphy;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLHandshakeException;

/**
 * No answer came. Keeps the failure's class name and drops the failure: its message may hold an
 * address or a part of the answer.
 */
final class CallFailed extends Exception {
  private final boolean surelyNotSent;
  private final String reason;

  private CallFailed(boolean surelyNotSent, String reason) {
    super(reason, null, false, false);
    this.surelyNotSent = surelyNotSent;
    this.reason = reason;
  }

  static CallFailed because(Throwable failure) {
    return new CallFailed(isBeforeSending(failure), failure.getClass().getSimpleName());
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

  String reason() {
    return reason;
  }
}
