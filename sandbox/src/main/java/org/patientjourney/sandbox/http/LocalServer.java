package org.patientjourney.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that only this machine can reach. */
public final class LocalServer implements AutoCloseable {
  private static final System.Logger log = System.getLogger(LocalServer.class.getName());

  private final HttpServer server;
  // A thread for each request: a held answer must not keep the others waiting.
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sandbox-request");
            thread.setDaemon(true);
            return thread;
          });

  private LocalServer(HttpServer server) {
    this.server = server;
  }

  /** Takes the port of 127.0.0.1, 0 meaning any free one; callers wait until it serves. */
  public static LocalServer bind(int port) throws IOException {
    // Without it each answer waits 40 ms for a delayed acknowledgement: JDK-7068416.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return new LocalServer(HttpServer.create(new InetSocketAddress(loopback, port), 0));
  }

  /** Answers from now on. */
  public void serve(Router router) {
    server.createContext("/", exchange -> handle(exchange, router));
    server.setExecutor(threads);
    server.start();
  }

  /** Where the server listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void handle(HttpExchange exchange, Router router) throws IOException {
    try (exchange) {
      if (replyTo(exchange, router) instanceof Answer answer) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
      }
    } catch (IOException e) {
      log.log(Level.INFO, "caller went away: {0}", e.getClass().getSimpleName());
    }
  }

  private static Reply replyTo(HttpExchange exchange, Router router) throws IOException {
    try {
      return router.answer(request(exchange));
    } catch (BadRequestException e) {
      return Answer.refusal(e.status(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.log(Level.ERROR, "sandbox failed to answer " + exchange.getRequestURI().getPath(), e);
      return Answer.refusal(500, "sandbox failed, see its log");
    }
  }

  private static Request request(HttpExchange exchange) throws IOException {
    String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        "",
        RequestBody.read(contentType == null ? "" : contentType, exchange.getRequestBody()));
  }

  @Override
  public void close() {
    server.stop(0);
    // No interrupt: it would close the state file under a thread that writes it.
    threads.shutdown();
  }
}
