package org.patientjourney.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that only this machine can reach. */
public final class LocalServer implements AutoCloseable {
  private static final System.Logger log = System.getLogger(LocalServer.class.getName());

  private final HttpServer server;
  // A thread for each request, so that a held answer does not delay the others.
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

  /** Binds a port of 127.0.0.1, 0 meaning any free one; callers wait until {@link #serve}. */
  public static LocalServer bind(int port) throws IOException {
    // Without it each answer waits 40 ms for a delayed acknowledgement: JDK-7068416.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return new LocalServer(HttpServer.create(new InetSocketAddress(loopback, port), 0));
  }

  public void serve(List<Route> routes) {
    List<Route> all = List.copyOf(routes);
    server.createContext("/", exchange -> handle(exchange, all));
    server.setExecutor(threads);
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void handle(HttpExchange exchange, List<Route> routes) throws IOException {
    try (exchange) {
      Answer answer = answerTo(exchange, routes);
      if (!answer.equals(Answer.NONE)) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
      }
    } catch (IOException e) {
      log.log(Level.INFO, "the caller disconnected: {0}", e.getClass().getSimpleName());
    }
  }

  private static Answer answerTo(HttpExchange exchange, List<Route> routes) throws IOException {
    try {
      return answerTo(Request.read(exchange), routes);
    } catch (BadRequestException e) {
      return Answer.refusal(e.status(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.log(Level.ERROR, "sandbox failed to answer " + exchange.getRequestURI().getPath(), e);
      return Answer.refusal(500, "sandbox failed, see its log");
    }
  }

  private static Answer answerTo(Request request, List<Route> routes) {
    boolean isKnownPath = false;
    for (Route route : routes) {
      Optional<String> variable = route.variableIn(request.path());
      if (variable.isPresent() && route.method().equals(request.method())) {
        return route.endpoint().apply(request.withVariable(variable.get()));
      }
      isKnownPath |= variable.isPresent();
    }
    return isKnownPath
        ? Answer.refusal(405, "method not allowed here: " + request.method())
        : Answer.refusal(404, "no such path");
  }

  @Override
  public void close() {
    server.stop(0);
    // No interrupt: it would close the state file while a thread writes it.
    threads.shutdown();
  }
}
