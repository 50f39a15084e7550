package org.patientjourney.workflows.meeting;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** The invite's way to the provider. An invite is never repeated blindly. */
@ActivityInterface
public interface InviteActivities {
  /** Type of the failure when the request certainly did not reach the provider. */
  String NOT_SENT = "NotSent";

  /**
   * Stores the attempt as started with its token, sends it, and stores the answer with one outbox
   * row for each journey of the meeting. Safe to repeat: a started attempt is answered from what is
   * stored, or with unknown, and never called again. Nothing is called once an earlier attempt of
   * the meeting turned out to exist, nor while an incident concerns the meeting: the answer is then
   * the incident's refusal.
   *
   * @param journey whose answer is returned
   */
  SendOutcome sendInvite(MeetingId meeting, int attempt, JourneyId journey);

  /**
   * Asks the provider to send the link again. Safe to repeat: one intent of an attempt is called
   * once, whichever journey of the meeting asks; later calls are answered from what is stored.
   * Fails with {@link #NOT_SENT} while the provider cannot be reached.
   */
  Resend.Status resendInvite(MeetingId meeting, Resend resend, JourneyId journey);

  /**
   * Sees to it that the exam does not take place: leaves it out of an invite that was not sent yet,
   * or asks the provider. Safe to repeat.
   */
  CancelOutcome cancelInvite(MeetingId meeting, JourneyId journey);

  /** The results of cancelling an invite. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = CancelOutcome.NeverSent.class, name = "never-sent"),
    @JsonSubTypes.Type(value = CancelOutcome.BeingSent.class, name = "being-sent"),
    @JsonSubTypes.Type(value = CancelOutcome.Cancelled.class, name = "cancelled"),
    @JsonSubTypes.Type(value = CancelOutcome.Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = CancelOutcome.Refused.class, name = "refused")
  })
  public sealed interface CancelOutcome {

    /** The provider has nothing of this exam, and will get nothing. */
    record NeverSent() implements CancelOutcome {}

    /** An attempt that holds the exam has no answer yet: there is no id to cancel. */
    record BeingSent(int attempt) implements CancelOutcome {}

    /**
     * The provider agreed, now or before.
     *
     * @param at when, as the provider reports; null when it does not
     */
    record Cancelled(@Nullable Instant at) implements CancelOutcome {}

    /** The provider has a result already, which its event brings. */
    record Decided(ExamStatus status) implements CancelOutcome {}

    /** The provider does not cancel, for a reason that a person must look at. */
    record Refused() implements CancelOutcome {}
  }

  /** The results of sending an invite. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = SendOutcome.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = SendOutcome.RetryLater.class, name = "retry-later"),
    @JsonSubTypes.Type(value = SendOutcome.EarlierExists.class, name = "earlier-exists")
  })
  public sealed interface SendOutcome {

    /** The attempt has an answer: sent, refused, or unknown. */
    record Answered(InviteAnswer answer) implements SendOutcome {}

    /**
     * The request certainly did not reach the provider: the attempt may be sent after the delay.
     */
    record RetryLater(Duration delay) implements SendOutcome {}

    /** An earlier attempt of the meeting turned out to exist: this one was not made. */
    record EarlierExists() implements SendOutcome {}
  }
}
