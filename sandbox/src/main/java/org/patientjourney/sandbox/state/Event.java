package org.patientjourney.sandbox.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event for the clinic's webhook.
 *
 * @param attempts counts tries, not copies
 * @param lastHttpCode null when no answer came
 */
public record Event(
    long id,
    int event,
    long patientExamId,
    EventContent content,
    Instant dueAt,
    int attempts,
    State state,
    @Nullable Integer lastHttpCode) {

  /** To be sent, acknowledged, lost by a fault, or given up. */
  public enum State {
    DUE,
    DELIVERED,
    DROPPED,
    FAILED
  }

  /** An event of what just happened, due at once. */
  static Event of(long id, long patientExamId, EventContent content, Instant now) {
    return new Event(id, content.number(), patientExamId, content, now, 0, State.DUE, null);
  }

  @JsonIgnore
  public boolean isDue() {
    return state == State.DUE;
  }

  /** One more try, counted before it is sent. */
  public Event tried() {
    return with(dueAt, attempts + 1, state, lastHttpCode);
  }

  public Event dueAgain(Instant at) {
    return with(at, attempts, State.DUE, lastHttpCode);
  }

  public Event in(State next) {
    return with(dueAt, attempts, next, lastHttpCode);
  }

  public Event answered(@Nullable Integer httpCode) {
    return with(dueAt, attempts, state, httpCode);
  }

  private Event with(Instant due, int tries, State next, @Nullable Integer code) {
    return new Event(id, event, patientExamId, content, due, tries, next, code);
  }
}
