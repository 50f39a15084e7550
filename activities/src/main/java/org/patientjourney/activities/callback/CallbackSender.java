package org.patientjourney.activities.callback;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.internet.OutsideClient;
import org.patientjourney.activities.internet.PublicNames;

/**
 * Sends signed messages (Standard Webhooks 1.0). An answer's body does not matter; redirects are
 * not followed.
 */
public final class CallbackSender implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST_CONNECTIONS = 500;

  private final Duration limit;
  private final InstantSource clock;
  private final CloseableHttpClient client;

  /**
   * @param onlyPublic whether addresses outside of the public internet are refused
   * @param clock the real time: receivers refuse messages that were signed minutes ago
   */
  public CallbackSender(boolean onlyPublic, InstantSource clock) {
    this(onlyPublic ? PublicNames.OF_INTERNET : PublicNames.OF_INTERNET.names(), clock, LIMIT);
  }

  CallbackSender(DnsResolver names, InstantSource clock, Duration limit) {
    this.limit = limit;
    this.clock = clock;
    // Endpoints of one host do not wait for each other.
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setMaxConnTotal(MOST_CONNECTIONS);
    this.client = OutsideClient.builder(connections, names, limit).build();
  }

  /**
   * The end of one attempt.
   *
   * @param status of the answer; null when there was none
   * @param outcome the status, or why there was none
   * @param retryAfter seconds that the receiver asked for; null when it did not
   */
  public record Attempted(@Nullable Integer status, String outcome, @Nullable Duration retryAfter) {
    /** Whether the receiver has the message. */
    public boolean isDelivered() {
      return status != null && status >= 200 && status <= 299;
    }

    /** Whether the receiver wants nothing any more (Standard Webhooks). */
    public boolean isGone() {
      return status != null && status == 410;
    }
  }

  /** Sends one message once; never throws for what the receiver does. */
  public Attempted send(CallbackEndpoint endpoint, UUID id, String body) {
    return send(endpoint.url(), endpoint.secrets(), id, body);
  }

  /**
   * The same to any address.
   *
   * @param secrets each signs the message
   */
  public Attempted send(URI url, List<String> secrets, UUID id, String body) {
    HttpPost request = new HttpPost(url);
    long at = clock.instant().getEpochSecond();
    request.setHeader("webhook-id", id.toString());
    request.setHeader("webhook-timestamp", Long.toString(at));
    request.setHeader("webhook-signature", signatures(secrets, id, at, body));
    request.setEntity(
        new StringEntity(body, ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
    OutsideClient.cancelAfter(request, limit);
    AtomicReference<@Nullable Attempted> answered = new AtomicReference<>();
    try {
      client.execute(
          request,
          response -> {
            Integer status = response.getCode();
            Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            answered.set(new Attempted(status, status.toString(), retryAfter(retryAfter)));
            return null;
          });
    } catch (IOException failure) {
      // Behind the status the client reads a body, which may break off.
      answered.compareAndSet(null, new Attempted(null, outcome(request, failure), null));
    }
    return Objects.requireNonNull(answered.get());
  }

  private static String signatures(List<String> secrets, UUID id, long at, String body) {
    List<String> signatures = new ArrayList<>();
    try {
      for (String secret : secrets) {
        signatures.add(new Webhook(secret).sign(id.toString(), at, body));
      }
    } catch (WebhookSigningException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
    return String.join(" ", signatures);
  }

  /** A date is not read: Standard Webhooks knows seconds only. */
  private static @Nullable Duration retryAfter(@Nullable Header header) {
    return header != null && header.getValue().matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Long.parseLong(header.getValue()))
        : null;
  }

  /** Constants only: a message may quote the address. */
  private static String outcome(HttpPost request, IOException failure) {
    if (failure instanceof PublicNames.PrivateAddress) {
      return "PRIVATE_ADDRESS";
    }
    return OutsideClient.isTooSlow(request, failure) ? "TOO_SLOW" : "NOT_REACHED";
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
