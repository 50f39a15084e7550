package org.patientjourney.local.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The APIs of both platforms, which list all their orders whatever day they are asked for. */
final class ListedOrders implements AutoCloseable {
  private final HttpServer server;
  private final List<JsonNode> wooCommerce = new ArrayList<>();
  private final List<JsonNode> shopify = new ArrayList<>();
  private volatile int status = 200;

  ListedOrders() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/wp-json/wc/v3/orders", this::wooCommerce);
    server.createContext("/admin/api/2026-07/orders.json", this::shopify);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void ofWooCommerce(JsonNode order) {
    wooCommerce.add(order);
  }

  void ofShopify(JsonNode order) {
    shopify.add(order);
  }

  void wooCommerceWillAnswer(int other) {
    status = other;
  }

  private void wooCommerce(HttpExchange exchange) throws IOException {
    boolean isFirst = exchange.getRequestURI().getQuery().endsWith("page=1");
    exchange.getResponseHeaders().add("X-WP-Total", Integer.toString(wooCommerce.size()));
    send(exchange, status, isFirst ? wooCommerce.toString() : "[]");
  }

  private void shopify(HttpExchange exchange) throws IOException {
    send(exchange, 200, "{\"orders\":" + shopify + "}");
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
