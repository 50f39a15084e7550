package org.patientjourney.bench.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;

/** {@code POST /orders} starts a visit; {@code POST /webhooks/TOKEN} signals its decision. */
final class VisitEndpoints {
  private static final int THREADS = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final VisitDao dao;
  private final WorkflowClient temporal;
  private final String taskQueue;

  VisitEndpoints(Jdbi jdbi, WorkflowClient temporal, String taskQueue) {
    this.dao = jdbi.onDemand(VisitDao.class);
    this.temporal = temporal;
    this.taskQueue = taskQueue;
  }

  void open(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.createContext("/orders", exchange -> answer(exchange, order(body(exchange))));
    server.createContext("/webhooks/", exchange -> answer(exchange, event(exchange)));
    server.start();
  }

  private int order(JsonNode order) {
    String visitId = order.path("orderId").asText();
    dao.insertVisit(visitId, order.path("patient").toString());
    Visit visit =
        temporal.newWorkflowStub(
            Visit.class,
            WorkflowOptions.newBuilder().setWorkflowId(visitId).setTaskQueue(taskQueue).build());
    WorkflowClient.start(visit::run, visitId);
    return 201;
  }

  private int event(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Optional<String> visitId = dao.findVisit(path.substring(path.lastIndexOf('/') + 1));
    JsonNode event = body(exchange);
    if (visitId.isEmpty()) {
      return 404;
    }
    temporal
        .newWorkflowStub(Visit.class, visitId.get())
        .decided(
            new Visit.Decision(
                event.path("exam_status").asText(), event.path("exam_url").asText()));
    return 200;
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    return JSON.readTree(exchange.getRequestBody());
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, -1);
    }
  }
}
