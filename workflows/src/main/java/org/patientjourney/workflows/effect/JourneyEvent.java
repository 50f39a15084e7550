package org.patientjourney.workflows.effect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Facets.Handover;
import org.patientjourney.workflows.journey.JourneyState;

/**
 * What a recording means to a clinic's own system: a function of the state before it and the state
 * after it. Stored: names are permanent.
 */
public enum JourneyEvent {
  REOPENED("journey.reopened"),
  FOLLOW_UP_DUE("follow-up.due"),
  /** The provider has an invite that it did not have before. */
  INVITED("journey.invited"),
  /** The decision is another than before. */
  DECIDED("journey.decided"),
  PRESCRIBED("journey.prescribed"),
  SHIPPED("journey.shipped"),
  /** A person must act on something new. */
  HELD("journey.held"),
  /** No person must act any more, and the journey goes on. */
  RELEASED("journey.released"),
  FOLLOW_UP_MET("follow-up.met"),
  FOLLOW_UP_WAIVED("follow-up.waived"),
  CLOSED("journey.closed");

  private final String type;

  JourneyEvent(String type) {
    this.type = type;
  }

  /** What receivers know it by. */
  public String type() {
    return type;
  }

  /**
   * In the order in which they are told.
   *
   * @param entries of the journal that are recorded with {@code after}
   */
  public static List<JourneyEvent> between(
      JourneyState before, JourneyState after, List<JournalEntry> entries) {
    Set<JourneyEvent> events = EnumSet.noneOf(JourneyEvent.class);
    if (before.isClosed() && !after.isClosed()) {
      events.add(REOPENED);
    }
    if (!sentAttempts(before).containsAll(sentAttempts(after))) {
      events.add(INVITED);
    }
    if (before.decision() != after.decision()) {
      events.add(DECIDED);
    }
    if (!before.prescriptions().equals(after.prescriptions())) {
      events.add(PRESCRIBED);
    }
    if (!before.shipments().equals(after.shipments())) {
      events.add(SHIPPED);
    }
    List<HoldReason> held = reasons(before);
    if (!held.containsAll(reasons(after))) {
      events.add(HELD);
    } else if (!held.isEmpty() && after.holds().isEmpty() && !after.isClosed()) {
      events.add(RELEASED);
    }
    if (after.terms().isFollowUp()) {
      events.addAll(ofFollowUp(before, after, entries));
    }
    if (!before.isClosed() && after.isClosed()) {
      events.add(CLOSED);
    }
    return List.copyOf(events);
  }

  private static List<JourneyEvent> ofFollowUp(
      JourneyState before, JourneyState after, List<JournalEntry> entries) {
    List<JourneyEvent> events = new ArrayList<>();
    if (before.followUpReadyAt() == null && after.followUpReadyAt() != null) {
      events.add(FOLLOW_UP_DUE);
    }
    if (entries.stream().anyMatch(entry -> entry.kind() == JournalKind.FOLLOW_UP_WAIVED)) {
      events.add(FOLLOW_UP_WAIVED);
    } else if (!isHandedOver(before) && isHandedOver(after)) {
      events.add(FOLLOW_UP_MET);
    }
    return events;
  }

  private static boolean isHandedOver(JourneyState state) {
    return state.facets().handover() == Handover.CONFIRMED;
  }

  private static List<Integer> sentAttempts(JourneyState state) {
    return state.attempts().stream()
        .filter(attempt -> attempt.status() == InviteStatus.SENT)
        .map(Attempt::number)
        .toList();
  }

  private static List<HoldReason> reasons(JourneyState state) {
    return state.holds().stream().map(Hold::reason).toList();
  }
}
