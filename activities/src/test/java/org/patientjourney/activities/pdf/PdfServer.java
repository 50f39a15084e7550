package org.patientjourney.activities.pdf;

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

/** A server of PDFs that answers every request as the test sets it up. */
final class PdfServer implements AutoCloseable {
  static final byte[] PDF = "%PDF-1.7 says of Canaria".getBytes(StandardCharsets.US_ASCII);

  private final List<URI> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final HttpServer server;
  private volatile HttpHandler answer = exchange -> send(exchange, 200, PDF);

  PdfServer() throws IOException {
    this(HttpServer.create(loopback(), 0));
  }

  /** On a server that is made already, but not started. */
  PdfServer(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI());
          answer.handle(exchange);
        });
    server.start();
  }

  static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI origin() {
    return URI.create("http://localhost:" + port());
  }

  /** A signed link like the provider's. */
  String link(String signature) {
    return origin() + "/r/601233.pdf?Expires=1790000000&Signature=" + signature;
  }

  /** What was asked for, in order. */
  List<URI> requests() {
    return requests;
  }

  void willServe(byte[] content) {
    answer = exchange -> send(exchange, 200, content);
  }

  void willAnswer(int status) {
    answer = exchange -> send(exchange, status, new byte[0]);
  }

  void willDo(HttpHandler handler) {
    answer = handler;
  }

  /** Sends so many redirects, then the PDF. */
  void willRedirect(int status, int times, String location) {
    answer =
        exchange -> {
          exchange.getResponseHeaders().add("Location", location);
          boolean enough = requests.size() > times;
          send(exchange, enough ? 200 : status, enough ? PDF : new byte[0]);
        };
  }

  /** Sends these bytes, then nothing more until the server is closed. */
  void willStopAfter(byte[] beginning) {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, PDF.length);
          exchange.getResponseBody().write(beginning);
          exchange.getResponseBody().flush();
          awaitClose();
        };
  }

  /** Sends nothing at all until the server is closed. */
  void willKeepSilent() {
    answer = exchange -> awaitClose();
  }

  private void awaitClose() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
