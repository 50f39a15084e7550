package org.patientjourney.workflows.effect;

import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.order.CareTerms.FollowUpDuty;

/**
 * What a recording changes beside the journey's own row: decided by {@link Effects}, written in the
 * recording's transaction. An effect is written once, when it begins to hold.
 */
public sealed interface Effect {
  void writeTo(Writer writer);

  interface Writer {
    void raise(Alarm alarm);

    void joinMeeting();

    void keepAttempt(Attempt attempt);

    void repeatDeliveries();

    void endProbe();

    void releaseIfResolved(HoldReason cause);

    void leaveOthersOut(int attempt);

    void clear();

    void withdrawClearance();

    void keepObligation(Obligation obligation);

    void oweFollowUp(FollowUpDuty duty, Visit visit);

    void confirmFollowUp();

    void disproveFollowUp();

    void oweFollowUpAgain();

    void endFollowUp(FollowUpEnded ended);
  }

  record AlarmRaised(Alarm alarm) implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.raise(alarm);
    }
  }

  /** The journey was re-invited alone, in a new meeting. */
  record MeetingJoined() implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.joinMeeting();
    }
  }

  /** The attempt's patient exam became known, or nothing more is expected of the attempt. */
  record AttemptChanged(Attempt attempt) implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.keepAttempt(attempt);
    }
  }

  /**
   * The journey was closed: deliveries that were signalled and not applied are handed over again.
   */
  record DeliveriesRepeated() implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.repeatDeliveries();
    }
  }

  /** If the journey probes an incident, its invite does not show whether the incident is over. */
  record ProbeUnanswered() implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.endProbe();
    }
  }

  /** The journey joined an incident, which may have been resolved meanwhile. */
  record IncidentJoined(HoldReason cause) implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.releaseIfResolved(cause);
    }
  }

  /** The meeting's sending journey closed before it sent: the others are invited alone. */
  record OthersLeftOut(int attempt) implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.leaveOthersOut(attempt);
    }
  }

  /** A good faith approval clears the patient for the exam's treatment. */
  record Cleared() implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.clear();
    }
  }

  record ClearanceWithdrawn() implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.withdrawClearance();
    }
  }

  /** Something is owed, or owed no more. */
  record ObligationChanged(Obligation obligation) implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.keepObligation(obligation);
    }
  }

  /** The visit was approved: a follow-up is owed. */
  record FollowUpOwed(FollowUpDuty duty, Visit visit) implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.oweFollowUp(duty, visit);
    }
  }

  record FollowUpConfirmed() implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.confirmFollowUp();
    }
  }

  /** The visit was rejected and nothing was prescribed: no follow-up is owed. */
  record FollowUpDisproved() implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.disproveFollowUp();
    }
  }

  /** A follow-up that was disproved is owed again. */
  record FollowUpOwedAgain() implements Effect {
    @Override
    public void writeTo(Writer writer) {
      writer.oweFollowUpAgain();
    }
  }

  /**
   * The follow-up's own journey ended the duty.
   *
   * @param entry of the journal that says why; null when the engine met it
   */
  record FollowUpEnded(How how, @Nullable JournalEntry entry) implements Effect {
    public enum How {
      MET,
      WAIVED,
      /** Only if the visit is still disproved: a prescription may have come since. */
      NOTHING_PRESCRIBED
    }

    @Override
    public void writeTo(Writer writer) {
      writer.endFollowUp(this);
    }
  }
}
