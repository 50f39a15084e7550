package org.patientjourney.sandbox.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One event for the clinic's webhook; {@code attempts} counts tries, not copies. */
public record Event(
    long id,
    int event,
    long patientExamId,
    EventContent content,
    Instant dueAt,
    int attempts,
    EventState state,
    @Nullable Integer lastHttpCode) {

  /** An event of what just happened, due at once. */
  static Event of(long id, long patientExamId, EventContent content, Instant now) {
    return new Event(id, content.number(), patientExamId, content, now, 0, EventState.DUE, null);
  }

  @JsonIgnore
  public boolean isDue() {
    return state == EventState.DUE;
  }

  /** One more try, counted before it is sent. */
  public Event tried() {
    return with(dueAt, attempts + 1, state, lastHttpCode);
  }

  /** The same event, to be sent (again) at this time. */
  public Event dueAgain(Instant at) {
    return with(at, attempts, EventState.DUE, lastHttpCode);
  }

  public Event in(EventState next) {
    return with(dueAt, attempts, next, lastHttpCode);
  }

  /** Null means that no answer came. */
  public Event answered(@Nullable Integer httpCode) {
    return with(dueAt, attempts, state, httpCode);
  }

  private Event with(Instant due, int tries, EventState next, @Nullable Integer code) {
    return new Event(id, event, patientExamId, content, due, tries, next, code);
  }
}
