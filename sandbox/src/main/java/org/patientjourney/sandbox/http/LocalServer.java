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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patientjourney.sandbox.http.Answer.BadRequestException;

/** An HTTP server, reached by one name of this machine. */
public final class LocalServer implements AutoCloseable {
  private static final System.Logger log = System.getLogger(LocalServer.class.getName());

  private final String host;
  private final HttpServer server;
  // A thread for each request, so that a held answer does not delay the others.
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sandbox-request");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * One method and path; {@code {id}} in the path stands for one open segment, and a trailing slash
   * is ignored. The endpoint may block.
   */
  public record Route(String method, Pattern path, Function<Request, Answer> endpoint) {
    public Route(String method, String path, Function<Request, Answer> endpoint) {
      this(method, Pattern.compile(path.replace("{id}", "([^/]+)") + "/?"), endpoint);
    }
  }

  private LocalServer(String host, HttpServer server) {
    this.host = host;
    this.server = server;
  }

  /**
   * Binds a port, 0 meaning any free one; callers wait until {@link #serve}.
   *
   * @param host by which others reach this server
   */
  public static LocalServer bind(String host, int port) throws IOException {
    // Without it each answer waits 40 ms for a delayed acknowledgement: JDK-7068416.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
    return new LocalServer(host, HttpServer.create(address, 0));
  }

  public void serve(List<Route> routes) {
    server.createContext("/", exchange -> handle(exchange, routes));
    server.setExecutor(threads);
    server.start();
  }

  public URI uri() {
    return URI.create("http://" + host + ":" + server.getAddress().getPort());
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
      return routed(exchange, routes);
    } catch (BadRequestException e) {
      return e.answer();
    } catch (RuntimeException e) {
      log.log(Level.ERROR, "sandbox failed to answer " + exchange.getRequestURI().getPath(), e);
      return Answer.refusal(500, "sandbox failed, see its log");
    }
  }

  private static Answer routed(HttpExchange exchange, List<Route> routes) throws IOException {
    boolean isKnownPath = false;
    for (Route route : routes) {
      Matcher path = route.path().matcher(exchange.getRequestURI().getPath());
      if (path.matches()) {
        if (route.method().equals(exchange.getRequestMethod())) {
          String segment = path.groupCount() == 0 ? "" : path.group(1);
          return route.endpoint().apply(Request.read(exchange, segment));
        }
        isKnownPath = true;
      }
    }
    return isKnownPath
        ? Answer.refusal(405, "method not allowed here: " + exchange.getRequestMethod())
        : Answer.refusal(404, "no such path");
  }

  @Override
  public void close() {
    server.stop(0);
    // No interrupt: it would close the state file while a thread writes it.
    threads.shutdown();
  }
}
