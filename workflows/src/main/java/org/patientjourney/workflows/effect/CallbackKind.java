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
public enum CallbackKind {
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

  CallbackKind(String type) {
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
  public static List<CallbackKind> between(
      JourneyState before, JourneyState after, List<JournalEntry> entries) {
    Set<CallbackKind> kinds = EnumSet.noneOf(CallbackKind.class);
    if (before.isClosed() && !after.isClosed()) {
      kinds.add(REOPENED);
    }
    if (!sentAttempts(before).containsAll(sentAttempts(after))) {
      kinds.add(INVITED);
    }
    if (before.decision() != after.decision()) {
      kinds.add(DECIDED);
    }
    if (!before.prescriptions().equals(after.prescriptions())) {
      kinds.add(PRESCRIBED);
    }
    if (!before.shipments().equals(after.shipments())) {
      kinds.add(SHIPPED);
    }
    List<HoldReason> held = reasons(before);
    if (!held.containsAll(reasons(after))) {
      kinds.add(HELD);
    } else if (!held.isEmpty() && after.holds().isEmpty() && !after.isClosed()) {
      kinds.add(RELEASED);
    }
    if (after.terms().isFollowUp()) {
      kinds.addAll(ofFollowUp(before, after, entries));
    }
    if (!before.isClosed() && after.isClosed()) {
      kinds.add(CLOSED);
    }
    return List.copyOf(kinds);
  }

  private static List<CallbackKind> ofFollowUp(
      JourneyState before, JourneyState after, List<JournalEntry> entries) {
    List<CallbackKind> kinds = new ArrayList<>();
    if (before.followUpReadyAt() == null && after.followUpReadyAt() != null) {
      kinds.add(FOLLOW_UP_DUE);
    }
    if (entries.stream().anyMatch(entry -> entry.kind() == JournalKind.FOLLOW_UP_WAIVED)) {
      kinds.add(FOLLOW_UP_WAIVED);
    } else if (!isHandedOver(before) && isHandedOver(after)) {
      kinds.add(FOLLOW_UP_MET);
    }
    return kinds;
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
