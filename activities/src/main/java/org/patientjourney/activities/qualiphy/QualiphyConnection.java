package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

/** Posts JSON, or a form with a file, and waits for the whole answer, once. */
final class QualiphyConnection {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

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

  QualiphyAnswer post(String call, Record wire, ApiKey key) throws CallFailed {
    byte[] body = withKey(wire, key).toString().getBytes(StandardCharsets.UTF_8);
    return send(call, "application/json", BodyPublishers.ofByteArray(body));
  }

  QualiphyAnswer post(String call, Record wire, Attachment file, ApiKey key) throws CallFailed {
    MultipartBody body = MultipartBody.of(withKey(wire, key), file);
    return send(call, body.contentType(), body.publisher());
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
      tell(call, CallOutcome.of(answer), began);
      return answer;
    } catch (CallFailed failure) {
      tell(call, CallOutcome.of(failure), began);
      throw failure;
    }
  }

  private void tell(String call, CallOutcome outcome, long began) {
    observer.called(call, outcome, Duration.ofNanos(System.nanoTime() - began));
  }

  /** The key is a member of the body (contract 2); it is added here, last, and kept nowhere. */
  private static ObjectNode withKey(Record wire, ApiKey key) {
    ObjectNode body = JSON.valueToTree(wire);
    return body.put("api_key", key.value());
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
