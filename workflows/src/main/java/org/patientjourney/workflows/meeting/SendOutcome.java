package org.patientjourney.workflows.meeting;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import org.patientjourney.workflows.event.InviteAnswer;

/** What sending an invite can come to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SendOutcome.Answered.class, name = "answered"),
  @JsonSubTypes.Type(value = SendOutcome.RetryLater.class, name = "retry-later")
})
public sealed interface SendOutcome {

  /** The attempt is over: sent, refused, or nobody knows. */
  record Answered(InviteAnswer answer) implements SendOutcome {}

  /** The provider surely has nothing: the same attempt may be sent after the delay. */
  record RetryLater(Duration delay) implements SendOutcome {}
}
