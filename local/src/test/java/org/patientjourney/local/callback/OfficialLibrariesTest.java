package org.patientjourney.local.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.callback.CallbackEndpoint;
import org.patientjourney.activities.callback.CallbackSender;
import org.patientjourney.workflows.order.ClinicId;

/** A message verifies with the official libraries of Python and Node.js, which CI installs. */
@Tag("endurance")
class OfficialLibrariesTest {
  private static final String LIBRARIES = "JOURNEY_WEBHOOK_LIBRARIES";
  private static final String OLD = "whsec_" + "b2xkLXNlY3JldC1vbGQtc2VjcmV0LW9sZA==";
  private static final String NEW = "whsec_" + "bmV3LXNlY3JldC1uZXctc2VjcmV0LW5ldw==";
  private static final String OTHER = "whsec_" + "b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==";
  private static final String BODY =
      "{\"type\":\"journey.decided\",\"reason\":\"Größe, ≥ 3 Wochen\"}";

  private static final String PYTHON =
      """
      import json, sys
      from standardwebhooks import Webhook, WebhookVerificationError
      message = json.loads(sys.stdin.buffer.read())
      try:
          print(Webhook(message["secret"]).verify(message["body"], message["headers"])["type"])
      except WebhookVerificationError:
          print("refused")
      """;
  private static final String NODE =
      """
      const { Webhook, WebhookVerificationError } = require("standardwebhooks");
      const message = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
      try {
        console.log(new Webhook(message.secret).verify(message.body, message.headers).type);
      } catch (refused) {
        if (!(refused instanceof WebhookVerificationError)) throw refused;
        console.log("refused");
      }
      """;

  private record Message(Map<String, String> headers, String body) {}

  @Test
  void each_secret_verifies_the_message_in_python_and_node() throws Exception {
    String folder = System.getenv(LIBRARIES);
    assumeTrue(
        folder != null,
        LIBRARIES + " names no folder with standardwebhooks for Python and Node.js: see .ci/run");
    Path libraries = Path.of(folder);
    Message message = send();
    List<List<String>> languages =
        List.of(
            List.of(libraries.resolve("python/bin/python").toString(), "-c", PYTHON),
            List.of("node", "-e", NODE));

    for (List<String> language : languages) {
      assertThat(verify(language, libraries, OLD, message)).isEqualTo("journey.decided");
      assertThat(verify(language, libraries, NEW, message)).isEqualTo("journey.decided");
      assertThat(verify(language, libraries, OTHER, message)).isEqualTo("refused");
      Message changed = new Message(message.headers(), BODY.replace("3", "4"));
      assertThat(verify(language, libraries, NEW, changed)).isEqualTo("refused");
    }
  }

  private static Message send() throws Exception {
    CompletableFuture<Message> received = new CompletableFuture<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new TreeMap<>();
          exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          received.complete(new Message(headers, body));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try (CallbackSender sender = new CallbackSender(false, InstantSource.system())) {
      URI url = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
      CallbackEndpoint endpoint =
          new CallbackEndpoint(new ClinicId("juniper"), "shop", url, List.of(OLD, NEW));
      assertThat(sender.send(endpoint, new UUID(4, 2), BODY).isDelivered()).isTrue();
    } finally {
      server.stop(0);
    }
    return received.join();
  }

  private static String verify(
      List<String> language, Path libraries, String secret, Message message) throws Exception {
    Process process =
        new ProcessBuilder(language)
            .directory(libraries.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream input = process.getOutputStream()) {
      new JsonMapper()
          .writeValue(
              input,
              Map.of("secret", secret, "headers", message.headers(), "body", message.body()));
    }
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return printed;
  }
}
