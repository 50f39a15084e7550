package org.patientjourney.workflows.journey;

import java.util.Optional;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.policy.Moment;

/** Something that happened to a journey: an event of the provider, an answer, a command. */
public interface Fact {
  /** What the fact means: two facts with one key are the same fact, come again. */
  String key(JourneyState state);

  /** What the fact says: the same key with another digest is an amendment. */
  String digest();

  /** What the fact does to a journey that has not seen it yet. */
  Change apply(JourneyState state, Moment moment);

  /** Whether it is about this journey: one that is not is evidence, and a person looks at it. */
  default boolean isBelieved(JourneyState state) {
    return true;
  }

  /**
   * Whether it says once more what is known, although its key is new: it is applied, so that the
   * order of arrival does not matter, and recorded as a duplicate.
   */
  default boolean isRedelivery(JourneyState state, Moment moment) {
    return false;
  }

  /**
   * Whether it was received after a fact that says something else of the same: what it says is then
   * new again, although it was applied before.
   */
  default boolean isReversal(JourneyState state) {
    return false;
  }

  /** What it does when it says something else than the fact of its key that was applied. */
  default Change amend(JourneyState state, Moment moment) {
    return Change.of(state);
  }

  /** Whether a journey that was closed may be opened again by it. */
  default boolean mayReopen() {
    return true;
  }

  /** The delivery that brought it, if one did. */
  default Optional<WebhookDeliveryId> delivery() {
    return Optional.empty();
  }
}
