package org.patientjourney.sandbox.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event for the clinic's webhook.
 *
 * @param event the provider's number of this kind of event
 * @param attempts counts tries, not copies
 * @param lastHttpCode null when no answer came
 */
public record Event(
    long id,
    int event,
    long patientExamId,
    Content content,
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

  /** What an event reports; the state file distinguishes the kinds by their members. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({
    @JsonSubTypes.Type(Decided.class),
    @JsonSubTypes.Type(Prescribed.class),
    @JsonSubTypes.Type(Shipped.class)
  })
  public sealed interface Content {}

  /** Event 1. */
  public record Decided(ExamStatus status, @Nullable String reason) implements Content {}

  /** Event 2. */
  public record Prescribed(List<Item> prescriptions, Instant createdAt) implements Content {}

  /** One medicine; the schedule code is empty unless it is controlled. */
  public record Item(long prescriptionId, String scheduleCode) {}

  /** Event 3. */
  public record Shipped(List<Parcel> parcels, Instant createdAt) implements Content {}

  /** The prescription's id is text, as any can be sent by hand. */
  public record Parcel(String prescriptionId, String trackingNumber) {}

  /** An event of what just happened, due at once. */
  static Event of(long id, long patientExamId, Content content, Instant now) {
    int number = content instanceof Decided ? 1 : content instanceof Prescribed ? 2 : 3;
    return new Event(id, number, patientExamId, content, now, 0, State.DUE, null);
  }

  @JsonIgnore
  public boolean isDue() {
    return state == State.DUE;
  }

  @JsonIgnore
  public boolean isUntried() {
    return isDue() && attempts == 0;
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
