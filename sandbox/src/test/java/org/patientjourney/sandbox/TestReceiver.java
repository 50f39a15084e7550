package org.patientjourney.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.patientjourney.sandbox.http.Json;

/** A clinic's webhook that stores what it receives and answers as configured. */
public final class TestReceiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Queue<Integer> firstAnswers = new ConcurrentLinkedQueue<>();
  private volatile int answer = 200;
  private volatile boolean silent;
  private volatile CountDownLatch together = new CountDownLatch(0);

  public TestReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/s3cret";
  }

  /** What arrived, as JSON. */
  public List<JsonNode> bodies() {
    return texts.stream().map(TestReceiver::json).toList();
  }

  public List<String> texts() {
    return texts;
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void answers(int code) {
    answer = code;
  }

  /** Answers this code to one delivery, and the usual one afterwards. */
  public void answersOnce(int code) {
    firstAnswers.add(code);
  }

  public void answersNothing() {
    silent = true;
  }

  /** Answers only when this many deliveries are here at the same time. */
  public void answersOnlyTogether(int count) {
    together = new CountDownLatch(count);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      texts.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      together.countDown();
      boolean complete = together.await(5, TimeUnit.SECONDS);
      if (silent) {
        closing.await();
      }
      Integer first = firstAnswers.poll();
      int usual = complete ? answer : 503;
      exchange.sendResponseHeaders(first == null ? usual : first, -1);
    } catch (InterruptedException e) {
      throw new IOException("the test is over", e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
