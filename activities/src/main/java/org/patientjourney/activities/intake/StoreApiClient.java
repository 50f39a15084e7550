package org.patientjourney.activities.intake;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.internet.OutsideClient;
import org.patientjourney.activities.internet.PublicNames;

/**
 * Gets pages of stores' APIs, with bounded time and size. Redirects are not followed: they would
 * carry the credentials elsewhere. What a store answers is not quoted.
 */
public final class StoreApiClient implements AutoCloseable {
  static final int LARGEST = 16 << 20;

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MOST_ATTEMPTS = 5;
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
  private static final Duration USUAL_DELAY = Duration.ofSeconds(2);

  private final Duration limit;
  private final Delay delay;
  private final CloseableHttpClient client;

  /**
   * @param onlyPublic whether addresses outside of the public internet are refused
   */
  public StoreApiClient(boolean onlyPublic) {
    this(
        onlyPublic ? PublicNames.OF_INTERNET : PublicNames.OF_INTERNET.names(),
        LIMIT,
        time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
  }

  StoreApiClient(DnsResolver names, Duration limit, Delay delay) {
    this.limit = limit;
    this.delay = delay;
    this.client =
        OutsideClient.builder(PoolingHttpClientConnectionManagerBuilder.create(), names, limit)
            .build();
  }

  /** How a thread waits until a store takes the next request. */
  interface Delay {
    void of(Duration time) throws InterruptedException;
  }

  /** What proves who asks, as a header. */
  public record Credentials(String header, String value) {
    @Override
    public String toString() {
      return "Credentials[" + header + "]";
    }
  }

  /**
   * A page. Holds personal data, prints nothing of it.
   *
   * @param link the header of this name, as in RFC 8288; null when there is none
   * @param total {@code X-WP-Total}: how many orders all pages have; null when there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  public record Page(byte[] body, @Nullable String link, @Nullable String total) {
    @Override
    public String toString() {
      return "Page[" + body.length + " bytes]";
    }
  }

  /** One answer; the body is null unless its status is 200. */
  private record Answer(int status, @Nullable String retryAfter, @Nullable Page page) {
    boolean isBusy() {
      return status == 429 || status >= 500;
    }
  }

  /** Asks again when the store is busy, after the delay that it wants. */
  public Page get(URI url, Credentials credentials) throws Failed {
    Answer answer = ask(url, credentials);
    for (int attempt = 1; answer.isBusy() && attempt < MOST_ATTEMPTS; attempt++) {
      await(answer.retryAfter(), attempt);
      answer = ask(url, credentials);
    }
    if (answer.page() == null) {
      throw new Failed("status " + answer.status());
    }
    return answer.page();
  }

  private Answer ask(URI url, Credentials credentials) throws Failed {
    HttpGet request = new HttpGet(url);
    request.setHeader(credentials.header(), credentials.value());
    request.setHeader(HttpHeaders.ACCEPT, "application/json");
    OutsideClient.cancelAfter(request, limit);
    try {
      return answer(client.executeOpen(null, request, null));
    } catch (IOException failure) {
      throw new Failed(reason(request, failure));
    } finally {
      // Drops a connection whose answer was not read to its end.
      request.cancel();
    }
  }

  private static Answer answer(ClassicHttpResponse response) throws IOException, Failed {
    String retryAfter = header(response, HttpHeaders.RETRY_AFTER);
    if (response.getCode() != 200 || response.getEntity() == null) {
      return new Answer(response.getCode(), retryAfter, null);
    }
    byte[] body = response.getEntity().getContent().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new Failed("a page of more than " + LARGEST + " bytes");
    }
    return new Answer(
        200, retryAfter, new Page(body, header(response, "Link"), header(response, "X-WP-Total")));
  }

  private void await(@Nullable String retryAfter, int attempt) throws Failed {
    Duration wanted = seconds(retryAfter).orElseGet(() -> USUAL_DELAY.multipliedBy(attempt));
    if (wanted.compareTo(LONGEST_DELAY) > 0) {
      throw new Failed("the wish for a pause of more than " + LONGEST_DELAY.toSeconds() + " s");
    }
    try {
      delay.of(wanted);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failed("the end of this process");
    }
  }

  /** Shopify's has a fraction: 2.0. A date is not read. */
  private static Optional<Duration> seconds(@Nullable String retryAfter) {
    return Optional.ofNullable(retryAfter)
        .filter(text -> text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?"))
        .map(text -> Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000)));
  }

  private static @Nullable String header(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  /** Constants only: a message may quote the address. */
  private static String reason(HttpGet request, IOException failure) {
    if (failure instanceof PublicNames.PrivateAddress) {
      return "an address outside of the public internet";
    }
    return OutsideClient.isTooSlow(request, failure) ? "no answer in time" : "no connection";
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /** There is no page; the message says what was found instead. */
  public static final class Failed extends Exception {
    public Failed(String found) {
      super(found, null, false, false);
    }

    /** What was found instead of a page. */
    public String found() {
      return Objects.requireNonNull(getMessage());
    }
  }
}
