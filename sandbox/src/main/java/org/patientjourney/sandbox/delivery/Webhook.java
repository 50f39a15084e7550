package org.patientjourney.sandbox.delivery;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.patientjourney.sandbox.state.Invite;

/** Posts to the clinics' webhooks; follows no redirect. */
public final class Webhook {
  private static final System.Logger log = System.getLogger(Webhook.class.getName());

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Duration answerTimeout;

  public Webhook(Duration answerTimeout) {
    this.answerTimeout = answerTimeout;
  }

  /** Posts all bodies at the same time; a code is empty when no answer came in time. */
  List<Optional<Integer>> post(Invite invite, long patientExamId, List<String> bodies) {
    URI url = URI.create(Objects.requireNonNull(invite.webhookUrl(), "events have a webhook"));
    return bodies.stream().map(body -> post(url, patientExamId, body)).toList().stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private CompletableFuture<Optional<Integer>> post(URI url, long patientExamId, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(answerTimeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .thenApply(response -> Optional.of(response.statusCode()))
        .exceptionally(
            failure -> {
              // Only the class: the message may hold the address, which is secret.
              String kind = String.valueOf(failure.getCause()).replaceFirst(":.*", "");
              log.log(
                  Level.INFO,
                  "patient exam {0}: no answer from the webhook: {1}",
                  patientExamId,
                  kind);
              return Optional.empty();
            });
  }
}
