package org.patientjourney.activities.intake;

/** What became of a store's delivery. */
public enum StoreOutcome {
  /** The order is accepted, now or by an earlier delivery. */
  ACCEPTED,
  WAITING_FOR_PAYMENT,
  /** Every product of the order is one that is to be ignored. */
  NO_TREATMENT,
  /** A product that config.yml does not name: a person configures it and retries. */
  UNMAPPED,
  /** A field is missing or wrong, or the order cannot be judged: a person sees to it. */
  INCOMPLETE,
  /** The patient has the exam already, and the clinic wants no other. */
  DUPLICATE,
  /** Not an order as the platform describes it. */
  UNREADABLE,
  /** A person has seen to it otherwise: no order is made of it. */
  DISMISSED,
  /** It says something else than what was accepted: there is an alarm. */
  CHANGED,
  /** Its journeys are to be cancelled. */
  CANCELLING,
  CANCELLED,
  /** Cancelled by the store when a journey was decided or closed: there is an alarm. */
  TOO_LATE,
  /** Older than what is known of the order. */
  OUTDATED,
  /** Of a topic that says nothing of an order. */
  IGNORED,
  /** Of an order whose patient was erased: nothing is done, and its body is not readable. */
  ERASED;

  /** Whether no order was made of it until a person has seen to it. */
  public boolean isStopped() {
    return switch (this) {
      case UNMAPPED, INCOMPLETE, DUPLICATE, UNREADABLE -> true;
      case ACCEPTED,
          WAITING_FOR_PAYMENT,
          NO_TREATMENT,
          DISMISSED,
          CHANGED,
          CANCELLING,
          CANCELLED,
          TOO_LATE,
          OUTDATED,
          IGNORED,
          ERASED ->
          false;
    };
  }
}
