package org.patientjourney.activities.qualiphy.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers every call the same way and remembers what it was asked. */
final class ProviderStub implements AutoCloseable {
  /** One request as it arrived. */
  record Request(String method, String path, String contentType, String body) {}

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  private ProviderStub(HttpHandler handler) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.add(request(exchange));
          handler.handle(exchange);
        });
    server.start();
  }

  static ProviderStub answering(int status, String body, String... headers) throws IOException {
    return answering(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  static ProviderStub answering(int status, byte[] body, String... headers) throws IOException {
    return handling(
        exchange -> {
          for (int name = 0; name < headers.length; name += 2) {
            exchange.getResponseHeaders().add(headers[name], headers[name + 1]);
          }
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  static ProviderStub handling(HttpHandler handler) throws IOException {
    return new ProviderStub(handler);
  }

  /** Sends no answer before it is closed. */
  static ProviderStub silent() throws IOException {
    return handling(exchange -> awaitClosing());
  }

  /** For a handler that does not answer. */
  static void awaitClosing() throws IOException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException closed) {
      throw new IOException(closed);
    }
  }

  /** Where no server listens: a free port might become another's before the call. */
  static URI nowhere() {
    return URI.create("http://localhost:1");
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  List<Request> requests() {
    return requests;
  }

  /** Every byte of the bodies, for those that are no text. */
  List<byte[]> bodies() {
    return bodies;
  }

  private Request request(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    bodies.add(body);
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
        new String(body, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
