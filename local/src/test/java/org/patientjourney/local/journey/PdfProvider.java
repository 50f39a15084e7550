package org.patientjourney.local.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The provider's origin with PDFs of the test's own; all other calls go on to the sandbox. */
final class PdfProvider implements AutoCloseable {
  static final byte[] PDF = "%PDF-1.7 of Quokkacanary".getBytes(StandardCharsets.US_ASCII);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final URI sandbox;
  private volatile HttpHandler answer = exchange -> send(exchange, 200, PDF);

  PdfProvider(URI sandbox) throws IOException {
    this.sandbox = sandbox;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/pdf/", exchange -> answer.handle(exchange));
    server.createContext("/api/", this::forward);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  String link(String signature) {
    return url() + "/pdf/601233.pdf?Signature=" + signature;
  }

  void willServe(byte[] content) {
    answer = exchange -> send(exchange, 200, content);
  }

  void willAnswer(int status) {
    answer = exchange -> send(exchange, status, new byte[0]);
  }

  private void forward(HttpExchange exchange) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(sandbox.resolve(exchange.getRequestURI()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
            .build();
    try {
      HttpResponse<byte[]> found = http.send(request, BodyHandlers.ofByteArray());
      send(exchange, found.statusCode(), found.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
