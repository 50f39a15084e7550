package org.patientjourney.app.access;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/** Files to save: a browser must not show them. */
public final class Downloads {
  private Downloads() {}

  public static Response file(byte[] content, String mediaType, String name) {
    return saved(content, mediaType, name);
  }

  /** Written as it is made. */
  public static Response stream(StreamingOutput content, String mediaType, String name) {
    return saved(content, mediaType, name);
  }

  private static Response saved(Object content, String mediaType, String name) {
    return Response.ok(content, mediaType)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
