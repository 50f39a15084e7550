package org.patientjourney.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends a request byte by byte, also one that no HTTP library would send. */
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 45_000;

  private final URI url;

  public RawHttp(URI url) {
    this.url = url;
  }

  /**
   * What came back.
   *
   * @param head status line and headers
   */
  public record Answer(String head, String body) {
    public int status() {
      return Integer.parseInt(head.split(" ", 3)[1]);
    }

    public boolean isProblem() {
      return head.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json")
          && body.contains("\"title\":")
          && !body.contains("<");
    }
  }

  /** Posts a body of the announced length. */
  public Answer post(String path, String headers, byte[] body) throws IOException {
    return send("POST " + path, headers + "Content-Length: " + body.length + "\r\n", body);
  }

  /**
   * Sends a request and ends the sending side.
   *
   * @param line method and path
   * @param headers each with its line end; Host and Connection are added
   */
  public Answer send(String line, String headers, byte[] body) throws IOException {
    return exchange(latin1(head(line) + headers + "\r\n"), body);
  }

  /**
   * Sends a request whose body is framed by hand.
   *
   * @param rest headers, an empty line and the body
   */
  public Answer sendFramed(String line, String rest) throws IOException {
    return exchange(latin1(head(line) + rest), new byte[0]);
  }

  private String head(String line) {
    return line + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nConnection: close\r\n";
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private Answer exchange(byte[] head, byte[] body) throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(head);
      request.writeBytes(body);
      request.writeTo(socket.getOutputStream());
      socket.shutdownOutput();
      return answer(socket.getInputStream().readAllBytes());
    }
  }

  private static Answer answer(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    return end < 0
        ? new Answer("HTTP/1.1 0 no answer", text)
        : new Answer(text.substring(0, end), text.substring(end + 4));
  }
}
