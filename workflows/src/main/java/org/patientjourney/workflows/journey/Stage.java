package org.patientjourney.workflows.journey;

import io.temporal.common.SearchAttributeKey;
import org.patientjourney.workflows.fact.Closure;

/** The one derived word for where a journey stands: what lists and the Temporal UI show. */
public enum Stage {
  /** A follow-up that waits for its day. */
  AWAITING_DUE,
  ORDERED,
  INVITING,
  INVITE_UNKNOWN,
  AWAITING_CONSULTATION,
  AWAITING_MEDICAL_DIRECTOR,
  AWAITING_PRESCRIPTION,
  AWAITING_SHIPMENT,
  SHIPPED,
  HELD,
  CANCELLING,
  APPROVED,
  REJECTED,
  EXPIRED,
  CANCELLED,
  CLOSED_BY_PERSON,
  WAIVED,
  NOT_NEEDED;

  /** Must be registered with the server before the first journey starts. */
  public static final SearchAttributeKey<String> SEARCH_ATTRIBUTE =
      SearchAttributeKey.forKeyword("JourneyStage");

  public static Stage of(JourneyState state) {
    Closure closure = state.closure();
    if (closure != null) {
      return ofClosed(closure);
    }
    if (!state.holds().isEmpty()) {
      return HELD;
    }
    return state.isCancelling() ? CANCELLING : ofOpen(state);
  }

  private static Stage ofClosed(Closure closure) {
    return switch (closure.outcome()) {
      case APPROVED -> APPROVED;
      case REJECTED -> REJECTED;
      case EXPIRED -> EXPIRED;
      case CANCELLED -> CANCELLED;
      case CLOSED_BY_PERSON -> CLOSED_BY_PERSON;
      case WAIVED -> WAIVED;
      case NOT_NEEDED -> NOT_NEEDED;
    };
  }

  private static Stage ofOpen(JourneyState state) {
    return switch (state.facets().decision()) {
      case APPROVED -> ofApproved(state);
      case REJECTED -> REJECTED;
      case DEFERRED -> AWAITING_MEDICAL_DIRECTOR;
      case NEEDS_REVIEW -> HELD;
      case PENDING, MISSED, NOT_APPLICABLE -> ofUndecided(state);
    };
  }

  private static Stage ofApproved(JourneyState state) {
    return switch (state.facets().fulfilment()) {
      case AWAITING_PRESCRIPTION -> AWAITING_PRESCRIPTION;
      case PRESCRIBED -> AWAITING_SHIPMENT;
      case SHIPPED -> SHIPPED;
      case NONE, NOT_TRACKED, COMPLETE -> APPROVED;
    };
  }

  private static Stage ofUndecided(JourneyState state) {
    return switch (state.facets().invite()) {
      case NOT_DUE -> AWAITING_DUE;
      case NOT_SENT -> ORDERED;
      case SENDING -> INVITING;
      case UNKNOWN -> INVITE_UNKNOWN;
      case SENT -> AWAITING_CONSULTATION;
      case REFUSED, CANCELLED, REPLACED -> HELD;
    };
  }
}
