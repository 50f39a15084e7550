package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.wire.Sha256;

/** Fields and a file as one {@code multipart/form-data} body (RFC 7578). */
final class MultipartBody {
  private static final String LINE = "\r\n";

  private final String boundary;
  private final byte[] head;
  private final byte[] content;

  private MultipartBody(String boundary, byte[] head, byte[] content) {
    this.boundary = boundary;
    this.head = head;
    this.content = content;
  }

  /**
   * The body; the file comes last.
   *
   * @param fields texts and numbers only
   */
  static MultipartBody of(ObjectNode fields, Attachment file) {
    // No content holds its own hash, so the boundary cannot occur in it.
    String boundary = "file-" + Sha256.of(file.content()).substring(0, 40);
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    fields
        .properties()
        .forEach(
            field ->
                head.writeBytes(
                    bytes(
                        opening(boundary, field.getKey())
                            + LINE
                            + LINE
                            + field.getValue().asText()
                            + LINE)));
    head.writeBytes(
        bytes(
            opening(boundary, "file")
                + "; filename=\""
                + file.name()
                + "\""
                + LINE
                + "Content-Type: "
                + file.type().mediaType()
                + LINE
                + LINE));
    return new MultipartBody(boundary, head.toByteArray(), file.content());
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  BodyPublisher publisher() {
    return BodyPublishers.concat(
        BodyPublishers.ofByteArray(head),
        BodyPublishers.ofByteArray(content),
        BodyPublishers.ofByteArray(bytes(LINE + "--" + boundary + "--" + LINE)));
  }

  private static String opening(String boundary, String name) {
    return "--" + boundary + LINE + "Content-Disposition: form-data; name=\"" + name + "\"";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
