package org.patientjourney.activities;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.client.CallObserver;
import org.patientjourney.activities.qualiphy.client.QualiphyClient;
import org.patientjourney.activities.qualiphy.client.QualiphyClient.ProviderAccounts;

/** A provider that answers each call as the test sets it up, and keeps the requests. */
public final class AnsweringProvider implements AutoCloseable {
  /** What it answers. */
  private record Answer(int status, String body) {}

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, List<String>> requests = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile Runnable beforeAnswering = () -> {};

  public AnsweringProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/api/", this::handle);
    server.start();
  }

  /**
   * Until it is changed; without it the answer is {@code 200 {}}.
   *
   * @param call such as {@code exam_questions}
   */
  public void willAnswer(String call, int status, String body) {
    answers.put(call, new Answer(status, body));
  }

  /** Is run by each request that has arrived. */
  public void beforeAnswering(Runnable work) {
    beforeAnswering = work;
  }

  /** The bodies, byte by byte as characters. */
  public List<String> requests(String call) {
    return requests.getOrDefault(call, List.of());
  }

  /** Of the clinic juniper alone. */
  public ProviderAccounts accounts() {
    URI url = URI.create("http://localhost:" + server.getAddress().getPort());
    return new ProviderAccounts(
        new QualiphyClient(
            url, Duration.ofSeconds(5), Duration.ofSeconds(20), clinic -> false, CallObserver.NONE),
        Map.of(TestOrders.CLINIC, new ApiKey(TestOrders.CLINIC, "key-of-juniper")));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestURI().getPath().substring("/api/".length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests
        .computeIfAbsent(call, name -> new CopyOnWriteArrayList<>())
        .add(new String(body, StandardCharsets.ISO_8859_1));
    beforeAnswering.run();
    Answer answer = answers.getOrDefault(call, new Answer(200, "{}"));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
