package org.patientjourney.workflows.order;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One meeting at the provider: one invite for one or more exams. Named after the journey that sends
 * the invite.
 */
public record MeetingId(@JsonValue String value) {
  public MeetingId {
    if (!JourneyId.isValid(value)) {
      throw new IllegalArgumentException("a meeting id is the journey id of its sender");
    }
  }

  public static MeetingId sentBy(JourneyId sender) {
    return new MeetingId(sender.value());
  }

  public JourneyId sender() {
    return new JourneyId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
