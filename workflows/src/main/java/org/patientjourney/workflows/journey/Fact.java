package org.patientjourney.workflows.journey;

import java.util.Optional;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.policy.Moment;

/** Something that happened to a journey: an event of the provider, an answer, a command. */
public interface Fact {
  /** What the fact means: two facts with one key are the same fact, received again. */
  String key(JourneyState state);

  /** What the fact says: the same key with another digest is an amendment. */
  String digest();

  /** Why the journey refuses a command in its present state, and what would help. */
  default Optional<String> refusal(JourneyState state) {
    return Optional.empty();
  }

  /** What the fact does to a journey that does not know it; only called when it was not refused. */
  Change apply(JourneyState state, Moment moment);

  /** Whether it is about this journey: else it is evidence, and a person looks at it. */
  default boolean matchesPatientExam(JourneyState state) {
    return true;
  }

  /**
   * Whether it repeats what is known, although its key is new: it is applied, so that the order of
   * arrival does not matter, and recorded as a duplicate.
   */
  default boolean isRedelivery(JourneyState state, Moment moment) {
    return false;
  }

  /** Whether it was received after a fact that contradicts it: it is new again then. */
  default boolean isReversal(JourneyState state) {
    return false;
  }

  /** What it does when it says something else than the fact of its key that was applied. */
  default Change amend(JourneyState state, Moment moment) {
    return Change.of(state);
  }

  /** Whether a journey that is full ({@link JourneyState#isFull}) still merges it. */
  default boolean isMergedByFull(JourneyState state) {
    return true;
  }

  /** Whether a journey that was closed may be opened again by it. */
  default boolean mayReopen() {
    return true;
  }

  default Optional<WebhookDeliveryId> delivery() {
    return Optional.empty();
  }
}
