package org.patientjourney.activities.followup;

import java.util.List;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;

/** The checks of a follow-up when it is sent, weeks after its order was checked. */
@FunctionalInterface
public interface FollowUpRules {
  /**
   * The reasons not to send it, as constants without personal data; empty if there are none.
   *
   * @param order with its patient as last corrected
   */
  List<String> problems(Order order, ExamId exam);
}
