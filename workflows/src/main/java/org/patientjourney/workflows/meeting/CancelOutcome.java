package org.patientjourney.workflows.meeting;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.ExamStatus;

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
