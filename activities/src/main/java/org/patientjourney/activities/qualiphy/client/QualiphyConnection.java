package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.Attachment;

/** Posts JSON, or a form with a file, once, and waits for the whole answer. */
final class QualiphyConnection {
  private final HttpClient http;
  private final String root;
  private final Duration limit;
  private final CallObserver observer;

  QualiphyConnection(
      URI baseUrl, Duration connectTimeout, Duration answerTimeout, CallObserver observer) {
    if (!Set.of("http", "https").contains(String.valueOf(baseUrl.getScheme()))
        || baseUrl.getHost() == null
        || baseUrl.getRawQuery() != null
        || baseUrl.getRawFragment() != null) {
      throw new IllegalArgumentException("base URL must be http(s)://host[:port][/path]");
    }
    this.root = baseUrl.toString().replaceFirst("/+$", "") + "/api/";
    this.limit = connectTimeout.plus(answerTimeout);
    this.observer = observer;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .build();
  }

  QualiphyAnswer post(QualiphyRequest request, ApiKey key) throws CallFailed {
    Attachment file = request.file();
    ObjectNode body = request.body(key.value());
    if (file == null) {
      byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
      return send(request.call(), "application/json", BodyPublishers.ofByteArray(json));
    }
    MultipartBody form = MultipartBody.of(body, file);
    return send(request.call(), form.contentType(), form.publisher());
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
      QualiphyAnswer answer =
          QualiphyAnswer.of(awaitAnswer(http.sendAsync(request, LimitedBody.handler())));
      report(call, CallOutcome.of(answer), began);
      return answer;
    } catch (CallFailed failure) {
      report(call, CallOutcome.of(failure), began);
      throw failure;
    }
  }

  private void report(String call, CallOutcome outcome, long began) {
    observer.called(call, outcome, Duration.ofNanos(System.nanoTime() - began));
  }

  /** The JDK's own request time-out ends with the headers; this one covers the body too. */
  private HttpResponse<byte[]> awaitAnswer(CompletableFuture<HttpResponse<byte[]>> answer)
      throws CallFailed {
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      throw CallFailed.because(cause == null ? failure : cause);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw CallFailed.because(late);
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw CallFailed.because(interrupted);
    }
  }
}
