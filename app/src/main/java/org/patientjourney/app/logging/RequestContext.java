package org.patientjourney.app.logging;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.workflows.order.JourneyId;
import org.slf4j.MDC;

/**
 * Names the journey of a request in the log: the one in its path, or the one that the endpoint
 * finds. It lasts until the answer, so that failures are logged with it, and is handed to the
 * request log, which writes its line later.
 */
@Priority(0)
public final class RequestContext implements ContainerRequestFilter, ContainerResponseFilter {
  private static final List<String> KEYS = List.of(LogContext.JOURNEY, LogContext.DELIVERY);

  @Override
  public void filter(ContainerRequestContext request) {
    KEYS.forEach(MDC::remove);
    @Nullable String journey = request.getUriInfo().getPathParameters().getFirst("journeyId");
    if (journey != null && JourneyId.isValid(journey)) {
      MDC.put(LogContext.JOURNEY, journey);
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    moveTo(request::setProperty);
  }

  /**
   * Moves the context to the request, for its line in the request log.
   *
   * @param attributes sets an attribute of the request
   */
  public static void moveTo(BiConsumer<String, @Nullable Object> attributes) {
    KEYS.forEach(key -> attributes.accept(attribute(key), MDC.get(key)));
    KEYS.forEach(MDC::remove);
  }

  /**
   * Writes a line with the context of a request.
   *
   * @param attributes of the request, by name
   */
  public static void withContextOf(Function<String, @Nullable Object> attributes, Runnable line) {
    try {
      for (String key : KEYS) {
        if (attributes.apply(attribute(key)) instanceof String value) {
          MDC.put(key, value);
        }
      }
      line.run();
    } finally {
      KEYS.forEach(MDC::remove);
    }
  }

  private static String attribute(String key) {
    return RequestContext.class.getName() + "." + key;
  }
}
