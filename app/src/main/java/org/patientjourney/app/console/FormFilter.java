package org.patientjourney.app.console;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.problem.ProblemType;

/** A form of a session has the session's token, except the login's; no form is large. */
@Priority(Priorities.USER + 1) // after RequestBodies, which refuses a body that broke off
public final class FormFilter implements ContainerRequestFilter {
  static final String TOKEN = "csrf";

  static final int LARGEST = 16 * 1024;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    if (!request.getMethod().equals("POST") || !SessionFilter.isOfConsole(request.getUriInfo())) {
      return;
    }
    if (!isUtf8(request.getMediaType())) {
      request.abortWith(
          ProblemType.UNSUPPORTED_MEDIA_TYPE.response(
              "expected a form in the charset UTF-8, found another: nothing was done"));
      return;
    }
    byte[] form = request.getEntityStream().readNBytes(LARGEST + 1);
    if (form.length > LARGEST) {
      request.abortWith(
          ProblemType.CONTENT_TOO_LARGE.response("expected a form of at most 16 KiB"));
      return;
    }
    request.setEntityStream(new ByteArrayInputStream(form));
    // The login begins another session: its form belongs to none.
    boolean isOfAnother =
        !request.getUriInfo().getPath().equals(SessionFilter.LOGIN)
            && SessionFilter.sessionOf(request)
                .filter(
                    session -> !session.isTokenOf(token(new String(form, StandardCharsets.UTF_8))))
                .isPresent();
    if (isOfAnother) {
      request.abortWith(
          ProblemType.FORM_REFUSED.response(
              "expected a form of this session, found one of another: nothing was done"));
    }
  }

  private static boolean isUtf8(@Nullable MediaType type) {
    return type == null
        || "UTF-8"
            .equalsIgnoreCase(
                type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "UTF-8"));
  }

  /** A token has no character that a form escapes. */
  private static @Nullable String token(String form) {
    return Arrays.stream(form.split("&", -1))
        .filter(field -> field.startsWith(TOKEN + "="))
        .map(field -> field.substring(TOKEN.length() + 1))
        .findFirst()
        .orElse(null);
  }
}
