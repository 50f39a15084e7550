package org.patientjourney.activities.internet;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/** Calls to addresses that come from outside: configured by a clinic, or named by the provider. */
public final class OutsideClient {
  private OutsideClient() {}

  /**
   * A client that follows no redirect, repeats nothing and keeps no cookie. It has no proxy, which
   * would resolve names itself, unchecked.
   *
   * @param limit of connecting, and of each read
   */
  public static HttpClientBuilder builder(
      PoolingHttpClientConnectionManagerBuilder connections, DnsResolver names, Duration limit) {
    Timeout timeout = Timeout.of(limit);
    return HttpClients.custom()
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .setConnectionManager(
            connections
                .setDnsResolver(names)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build())
                .build());
  }

  /** Cancels a request at the limit: a time-out of the socket alone starts anew with each byte. */
  public static void cancelAfter(HttpUriRequestBase request, Duration limit) {
    CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS)
        .execute(request::cancel);
  }

  /** Whether the request failed because its time was over. */
  public static boolean isTooSlow(HttpUriRequestBase request, IOException failure) {
    return request.isCancelled() || failure instanceof SocketTimeoutException;
  }
}
