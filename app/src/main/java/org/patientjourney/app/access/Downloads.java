package org.patientjourney.app.access;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Files to save: a browser must not show them. */
public final class Downloads {
  private Downloads() {}

  public static Response file(byte[] content, String mediaType, String name) {
    return Response.ok(content, mediaType)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
