package org.patientjourney.app.lookup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.client.CallObserver;
import org.patientjourney.activities.qualiphy.client.QualiphyClient;
import org.patientjourney.activities.qualiphy.client.QualiphyClient.ProviderAccounts;
import org.patientjourney.workflows.order.ClinicId;

/** A provider that answers every call the same way, until a test changes it. */
final class TestProvider implements AutoCloseable {
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int status = 200;
  private volatile String body = "[]";

  TestProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/", this::handle);
    server.start();
  }

  void willAnswer(int newStatus, String newBody) {
    status = newStatus;
    body = newBody;
  }

  /** The last part of the path and the body of each. */
  List<String> requests() {
    return requests;
  }

  /** Of juniper and cedar; beech has none. */
  ProviderAccounts accounts() {
    URI url = URI.create("http://localhost:" + server.getAddress().getPort());
    return new ProviderAccounts(
        new QualiphyClient(
            url, Duration.ofSeconds(5), Duration.ofSeconds(20), clinic -> false, CallObserver.NONE),
        Map.of(
            new ClinicId("juniper"), new ApiKey(new ClinicId("juniper"), "j-key"),
            new ClinicId("cedar"), new ApiKey(new ClinicId("cedar"), "c-key")));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    requests.add(exchange.getRequestURI().getPath().substring("/api/".length()) + " " + sent);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
