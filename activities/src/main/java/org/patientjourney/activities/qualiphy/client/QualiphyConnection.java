package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLHandshakeException;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.client.CallObserver.CallOutcome;
import org.patientjourney.workflows.order.ClinicId;

/** Posts JSON, or a form with a file, once, and waits for the whole answer. */
final class QualiphyConnection {
  /** In bytes: more than any documented answer has. */
  static final int LARGEST_ANSWER = 1 << 20;

  /** Read answers without waiting; the JDK's own pool grows to a thread for each call under way. */
  private static final ExecutorService ANSWERS =
      Executors.newFixedThreadPool(2, threads("provider-answers"));

  /**
   * Finds the provider's address before each call, so that a resolver that hangs makes no answer of
   * another call wait: the JDK keeps the address for 30 s, and its client finds it there.
   */
  private final ThreadPoolExecutor names =
      new ThreadPoolExecutor(
          1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads("provider-name"));

  private final HttpClient http;
  private final String root;
  private final Resolver resolver;
  private final String host;
  private final Duration connectTimeout;
  private final Duration limit;
  private final Predicate<ClinicId> isPaused;
  private final CallObserver observer;

  /** Waits for the network. */
  @FunctionalInterface
  interface Resolver {
    InetAddress resolve(String host) throws UnknownHostException;
  }

  QualiphyConnection(
      URI baseUrl,
      Duration connectTimeout,
      Duration answerTimeout,
      Predicate<ClinicId> isPaused,
      CallObserver observer,
      Resolver resolver) {
    if (!Set.of("http", "https").contains(String.valueOf(baseUrl.getScheme()))
        || baseUrl.getHost() == null
        || baseUrl.getRawQuery() != null
        || baseUrl.getRawFragment() != null) {
      throw new IllegalArgumentException("base URL must be http(s)://host[:port][/path]");
    }
    this.root = baseUrl.toString().replaceFirst("/+$", "") + "/api/";
    this.host = baseUrl.getHost();
    this.resolver = resolver;
    this.names.allowCoreThreadTimeOut(true);
    this.connectTimeout = connectTimeout;
    this.limit = connectTimeout.plus(answerTimeout);
    this.isPaused = isPaused;
    this.observer = observer;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .executor(ANSWERS)
            .build();
  }

  QualiphyAnswer post(QualiphyRequest request, ApiKey key) throws CallFailed {
    requireNotPaused(key.clinic());
    Attachment file = request.file();
    ObjectNode body = request.body(key.value());
    if (file == null) {
      return send(request.call(), "application/json", BodyPublishers.ofString(body.toString()));
    }
    // No content holds its own hash, so the boundary cannot occur in it.
    String boundary =
        "file-" + HexFormat.of().formatHex(StoredJson.sha256(file.content())).substring(0, 40);
    String contentType = "multipart/form-data; boundary=" + boundary;
    return send(request.call(), contentType, form(body, file, boundary));
  }

  /** No failure of the provider: the observer is not told. */
  private void requireNotPaused(ClinicId clinic) throws CallFailed {
    boolean paused;
    try {
      paused = isPaused.test(clinic);
    } catch (RuntimeException unreadable) {
      throw new CallFailed(new PauseUnknown(unreadable));
    }
    if (paused) {
      throw new CallFailed(new CallsPaused());
    }
  }

  /** Texts and numbers, then the file: RFC 7578. */
  private static BodyPublisher form(ObjectNode fields, Attachment file, String boundary) {
    String opening = "--" + boundary + "\r\nContent-Disposition: form-data; name=";
    StringBuilder head = new StringBuilder();
    fields
        .properties()
        .forEach(
            field ->
                head.append(opening)
                    .append("\"%s\"\r\n\r\n".formatted(field.getKey()))
                    .append(field.getValue().asText())
                    .append("\r\n"));
    head.append(opening)
        .append("\"file\"; filename=\"%s\"\r\n".formatted(file.name()))
        .append("Content-Type: %s\r\n\r\n".formatted(file.type().mediaType()));
    return BodyPublishers.concat(
        BodyPublishers.ofString(head.toString()),
        BodyPublishers.ofByteArray(file.content()),
        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
  }

  private QualiphyAnswer send(String call, String contentType, BodyPublisher body)
      throws CallFailed {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + call))
            .header("Content-Type", contentType)
            .header("Accept", "application/json")
            .POST(body)
            .build();
    long began = System.nanoTime();
    try {
      resolve();
      // The JDK's own request time-out ends with the headers; this one covers the body too.
      QualiphyAnswer answer =
          QualiphyAnswer.of(
              await(
                  http.sendAsync(request, head -> limitedBody()),
                  limit.toNanos() - (System.nanoTime() - began),
                  new TimeoutException()));
      report(call, answer.outcome(), began);
      return answer;
    } catch (CallFailed failure) {
      report(call, failure.isBeforeSending() ? CallOutcome.NOT_SENT : CallOutcome.UNKNOWN, began);
      throw failure;
    }
  }

  private static ThreadFactory threads(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  private void resolve() throws CallFailed {
    await(
        names.submit(() -> resolver.resolve(host)),
        connectTimeout.toNanos(),
        new HttpConnectTimeoutException("the provider's name"));
  }

  private void report(String call, CallOutcome outcome, long began) {
    observer.called(call, outcome, Duration.ofNanos(System.nanoTime() - began));
  }

  /** Waits for what ends the call with a failure of its own when it is late. */
  private static <T> T await(Future<T> result, long nanos, Exception late) throws CallFailed {
    try {
      return result.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      throw CallFailed.because(failure);
    } catch (TimeoutException timeout) {
      result.cancel(true);
      throw new CallFailed(late);
    } catch (InterruptedException interrupted) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new CallFailed(interrupted);
    }
  }

  /** A larger body fails the call. */
  private static BodySubscriber<byte[]> limitedBody() {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    BodySubscriber<Void> reading =
        BodySubscribers.ofByteArrayConsumer(
            chunk -> chunk.ifPresent(bytes -> receive(bytes, received)));
    return BodySubscribers.mapping(reading, end -> received.toByteArray());
  }

  private static void receive(byte[] chunk, ByteArrayOutputStream received) {
    if (received.size() + chunk.length > LARGEST_ANSWER) {
      throw new AnswerTooLarge();
    }
    received.writeBytes(chunk);
  }

  private static final class AnswerTooLarge extends RuntimeException {}

  private static final class CallsPaused extends RuntimeException {}

  /** Then no call is made. */
  private static final class PauseUnknown extends RuntimeException {
    PauseUnknown(RuntimeException cause) {
      super(cause);
    }
  }

  /**
   * No answer came. Keeps the failure's class name and drops the failure: its message may hold an
   * address or a part of the answer.
   */
  static final class CallFailed extends Exception {
    private final boolean isBeforeSending;
    private final boolean isTimeout;
    private final boolean isPaused;
    private final String reason;

    static CallFailed because(ExecutionException failure) {
      Throwable cause = failure.getCause();
      return new CallFailed(cause == null ? failure : cause);
    }

    CallFailed(Throwable failure) {
      super(failure.getClass().getSimpleName(), null, false, false);
      this.reason = failure.getClass().getSimpleName();
      this.isTimeout =
          failure instanceof TimeoutException || failure instanceof InterruptedException;
      this.isPaused = failure instanceof CallsPaused;
      // Only a failure to connect proves it; after any other the request may have arrived.
      this.isBeforeSending =
          isPaused
              || failure instanceof PauseUnknown
              || failure instanceof ConnectException
              || failure instanceof HttpConnectTimeoutException
              || failure instanceof UnresolvedAddressException
              || failure instanceof UnknownHostException
              || failure instanceof SSLHandshakeException;
    }

    boolean isBeforeSending() {
      return isBeforeSending;
    }

    /** The time for the answer is over, so the caller has waited long enough. */
    boolean isTimeout() {
      return isTimeout;
    }

    /** Nothing was sent because calls are paused by command. */
    boolean isPaused() {
      return isPaused;
    }

    String reason() {
      return reason;
    }
  }
}
