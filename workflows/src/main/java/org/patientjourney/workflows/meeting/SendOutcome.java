package org.patientjourney.workflows.meeting;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import org.patientjourney.workflows.event.InviteAnswer;

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

  /** The request certainly did not reach the provider: the attempt may be sent after the delay. */
  record RetryLater(Duration delay) implements SendOutcome {}

  /** An earlier attempt of the meeting turned out to exist: this one was not made. */
  record EarlierExists() implements SendOutcome {}
}
