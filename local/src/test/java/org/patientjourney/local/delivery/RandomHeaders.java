package org.patientjourney.local.delivery;

import java.util.List;
import java.util.Random;

/** Headers of a request as a proxy or HTTP library may garble them. */
final class RandomHeaders {
  private static final List<String> NAMES =
      List.of(
          "Content-Type",
          "Content-Encoding",
          "Content-Language",
          "Accept",
          "Accept-Charset",
          "Accept-Encoding",
          "Accept-Language",
          "Cookie",
          "Expect",
          "Forwarded",
          "Host",
          "If-Match",
          "If-Modified-Since",
          "If-None-Match",
          "Origin",
          "Range",
          "TE",
          "Upgrade",
          "User-Agent",
          "X-Forwarded-For",
          "X-Request-Id",
          "Bad Name");
  private static final List<String> PARTS =
      List.of(
          "application/json",
          "text/html",
          "json",
          "*/*",
          "q=x",
          "charset",
          "charset=utf-8",
          "gzip",
          "identity",
          "\"",
          ",",
          ";",
          "=",
          " ",
          "\t",
          "%00",
          "\u0001",
          "\u007f",
          "\u00e9",
          "<b>",
          "()",
          "-1",
          "h2c",
          "x".repeat(3_000));

  private RandomHeaders() {}

  /** One to five of them, each with its line end; none changes how long the body is. */
  static String of(Random random) {
    StringBuilder headers = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      headers.append(NAMES.get(random.nextInt(NAMES.size()))).append(": ");
      for (int part = random.nextInt(5); part > 0; part--) {
        headers.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      headers.append("\r\n");
    }
    return headers.toString();
  }
}
