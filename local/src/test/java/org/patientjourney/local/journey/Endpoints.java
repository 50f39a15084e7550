package org.patientjourney.local.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalKeys;

/** Every endpoint that a running engine describes in openapi.json. */
final class Endpoints {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI url;
  private final Map<String, String> keys;

  Endpoints(URI url, LocalKeys keys) {
    this.url = url;
    this.keys =
        new TreeMap<>(
            Map.of(
                "BACKEND", keys.backend(),
                "OPERATIONS", keys.operations(),
                "COMPLIANCE", keys.compliance(),
                "CARE", keys.care(),
                "DISPENSING", keys.dispensing()));
  }

  /**
   * One of them.
   *
   * @param roles that may call it; empty without a key
   * @param parameters whether each query parameter may stand more than once
   */
  record Endpoint(String method, String path, List<String> roles, Map<String, Boolean> parameters) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    /** With values that nothing has. */
    String sample() {
      return path.replace("{journeyId}", "juniper:none:5101")
          .replace("{clinic}", "juniper")
          .replaceAll("\\{[^}]+}", "1");
    }
  }

  List<Endpoint> all() throws IOException {
    JsonNode paths = new JsonClient(url, "").get("/openapi.json").body().path("paths");
    return paths
        .propertyStream()
        .flatMap(
            path ->
                path.getValue()
                    .propertyStream()
                    .map(method -> endpoint(path.getKey(), method.getKey(), method.getValue())))
        .toList();
  }

  private static Endpoint endpoint(String path, String method, JsonNode operation) {
    Map<String, Boolean> parameters = new TreeMap<>();
    operation
        .path("parameters")
        .valueStream()
        .filter(parameter -> parameter.path("in").asText().equals("query"))
        .forEach(
            parameter ->
                parameters.put(
                    parameter.path("name").asText(),
                    parameter.at("/schema/type").asText().equals("array")));
    List<String> roles =
        operation.path("security").findValues("bearerKey").stream()
            .map(role -> role.path(0).asText())
            .toList();
    return new Endpoint(method.toUpperCase(Locale.ROOT), path, roles, parameters);
  }

  /** What a caller who may call it is answered. */
  JsonClient.Answer ask(Endpoint endpoint, String query) throws IOException {
    String role = endpoint.roles().isEmpty() ? "" : endpoint.roles().get(0);
    return send(endpoint.method(), endpoint.sample() + query, role);
  }

  /** What a caller of a role that may not call it is answered. */
  JsonClient.Answer askWithoutRole(Endpoint endpoint) throws IOException {
    String other =
        keys.keySet().stream()
            .filter(role -> !endpoint.roles().contains(role))
            .findFirst()
            .orElseThrow();
    return send(endpoint.method(), endpoint.sample(), other);
  }

  /**
   * @param headers names and values in turn
   */
  JsonClient.Answer send(String method, String pathAndQuery, String role, String... headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(pathAndQuery))
            .method(
                method,
                method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
    Stream.ofNullable(keys.get(role))
        .forEach(key -> request.header("Authorization", "Bearer " + key));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    if (method.equals("POST") && headers.length == 0) {
      request.header("Content-Type", "application/json");
    }
    try {
      // A connection each: Jetty may close one whose body a filter refused unread.
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
      return new JsonClient.Answer(answer.statusCode(), MAPPER.readTree(answer.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
