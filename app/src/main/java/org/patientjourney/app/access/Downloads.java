package org.patientjourney.app.access;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Files to save: a browser must not show them. */
public final class Downloads {
  private Downloads() {}

  /**
   * Of its bytes, or written as it is made.
   *
   * @param content bytes or a {@link jakarta.ws.rs.core.StreamingOutput}
   */
  public static Response file(Object content, String mediaType, String name) {
    return Response.ok(content, mediaType)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
