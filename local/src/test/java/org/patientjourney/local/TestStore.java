package org.patientjourney.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.patientjourney.local.http.JsonClient;

/** A clinic's stores at WooCommerce and Shopify, as the engine sees them. */
public final class TestStore {
  /** Clinics of the shared system, each with both stores and secrets of its own. */
  public static final String CLINIC = "stored";

  public static final String OTHER_CLINIC = "stored-too";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;
  private final HttpClient http = HttpClient.newHttpClient();

  public TestStore(URI url) {
    this.url = url;
  }

  public static List<Map<String, Object>> configuration(String clinic) {
    return List.of(
        Map.of(
            "platform", "WOOCOMMERCE",
            "secrets", List.of("next-secret-of-" + clinic, secret(clinic)),
            "dateOfBirth", "_date_of_birth",
            "dateFormat", "MM/dd/yyyy",
            "products",
                List.of(
                    Map.of("sku", "TOX-CHECK", "examId", 5101),
                    Map.of("sku", "TIRZ-RENEWED", "examId", 5204),
                    Map.of("productId", 77, "ignored", true))),
        Map.of(
            "platform",
            "SHOPIFY",
            "secrets",
            List.of(secret(clinic)),
            "dateOfBirth",
            "date_of_birth",
            "products",
            List.of(
                Map.of(
                    "sku",
                    "TIRZ-1M",
                    "examId",
                    5204,
                    "pharmacy",
                    Map.of("route", "PATIENT_CHOICE")))));
  }

  public static String secret(String clinic) {
    return "secret-of-the-store-of-" + clinic;
  }

  /**
   * A paid order for exam 5101.
   *
   * @param changedAt the time of its last change, such as {@code 2026-11-20T12:16:02}
   */
  public static ObjectNode wooCommerce(long id, String status, String changedAt)
      throws IOException {
    return sample("woocommerce-order.json")
        .put("id", id)
        .put("number", Long.toString(id))
        .put("status", status)
        .put("date_modified_gmt", changedAt);
  }

  /** A paid order for exam 5204. */
  public static ObjectNode shopify(long id) throws IOException {
    return sample("shopify-order.json").put("id", id).put("name", "#" + id);
  }

  private static ObjectNode sample(String name) throws IOException {
    Path file = BuiltFiles.root().resolve("app/src/test/resources/stores/" + name);
    return (ObjectNode) JSON.readTree(file.toFile());
  }

  /** Posts an order of the first clinic's WooCommerce, signed; answers with the outcome. */
  public String tell(ObjectNode order) throws IOException {
    JsonNode answer =
        send("woocommerce/" + CLINIC, "order.updated", CLINIC, order.toString().getBytes(UTF_8))
            .success();
    return answer.path("outcome").asText();
  }

  /**
   * Posts a body with a signature.
   *
   * @param store platform and clinic
   * @param signedBy the clinic whose secret signs
   */
  public JsonClient.Answer send(String store, String topic, String signedBy, byte[] body)
      throws IOException {
    boolean isShopify = store.startsWith("shopify/");
    return post(
        store,
        body,
        isShopify ? "X-Shopify-Topic" : "X-WC-Webhook-Topic",
        topic,
        isShopify ? "X-Shopify-Hmac-Sha256" : "X-WC-Webhook-Signature",
        signature(secret(signedBy), body),
        "Content-Type",
        "application/json");
  }

  /**
   * Posts a body as it is.
   *
   * @param headers names and values in turn
   */
  public JsonClient.Answer post(String store, byte[] body, String... headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve("/intake/" + store))
            .POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      return new JsonClient.Answer(answer.statusCode(), JSON.readTree(answer.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  public static String signature(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
