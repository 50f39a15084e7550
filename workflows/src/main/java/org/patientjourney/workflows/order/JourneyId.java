package org.patientjourney.workflows.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * {@code <clinic>:<orderId>:<examId>}: the journey's id, its workflow id, and a part of its URL,
 * where it needs no escaping.
 */
public record JourneyId(@JsonValue String value) {
  public static final Pattern SHAPE =
      Pattern.compile("[a-z0-9-]{1,32}:[A-Za-z0-9_-]{1,64}:[1-9][0-9]{0,9}(:follow-up)?");

  private static final String FOLLOW_UP = ":follow-up";

  public JourneyId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a journey id is <clinic>:<orderId>:<examId>");
    }
  }

  public static JourneyId of(ClinicId clinic, OrderId orderId, ExamId examId) {
    return new JourneyId(clinic + ":" + orderId + ":" + examId);
  }

  /** Of the follow-up that is owed after this visit. */
  public JourneyId followUp() {
    return new JourneyId(value + FOLLOW_UP);
  }

  /** Of the visit that this follow-up is owed after. */
  public JourneyId visit() {
    return new JourneyId(value.substring(0, value.length() - FOLLOW_UP.length()));
  }

  public ClinicId clinic() {
    return new ClinicId(value.substring(0, value.indexOf(':')));
  }

  public OrderId orderId() {
    return new OrderId(value.split(":", -1)[1]);
  }

  /** Of a follow-up: the exam of its visit. */
  public ExamId examId() {
    return new ExamId(Integer.parseInt(value.split(":", -1)[2]));
  }

  public static boolean isValid(String value) {
    return SHAPE.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
