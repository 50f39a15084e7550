package org.patientjourney.local.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls JSON endpoints of one server, with a bearer key or without. */
public final class JsonClient {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI url;
  private final String key;

  public JsonClient(URI url, String key) {
    this.url = url;
    this.key = key;
  }

  /** A response; a body that is not JSON is a missing node. */
  public record Answer(int status, JsonNode body) {
    /**
     * The body of a success.
     *
     * @throws IOException with status and body of any other answer
     */
    public JsonNode success() throws IOException {
      if (status / 100 != 2) {
        throw new IOException("expected a success, found " + status + " " + body);
      }
      return body;
    }
  }

  public Answer get(String path) throws IOException {
    return send(request(path).GET().build());
  }

  public Answer post(String path, JsonNode body) throws IOException {
    return send(posting(path, body).build());
  }

  /** Waits up to ten minutes. */
  public Answer postPatiently(String path, JsonNode body) throws IOException {
    return send(posting(path, body).timeout(Duration.ofMinutes(10)).build());
  }

  public Answer delete(String path) throws IOException {
    return send(request(path).DELETE().build());
  }

  public Answer post(String path, byte[] body) throws IOException {
    return send(request(path).POST(BodyPublishers.ofByteArray(body)).build());
  }

  private HttpRequest.Builder posting(String path, JsonNode body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.toString()));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(30));
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  private Answer send(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), json(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static JsonNode json(byte[] body) throws IOException {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
