package org.patientjourney.activities.followup;

import java.util.List;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;

/** What must still hold when a follow-up is sent, weeks after its order was checked. */
@FunctionalInterface
public interface FollowUpRules {
  /**
   * What stands in the way, in constant words without personal data; empty when nothing does.
   *
   * @param order with its patient as last corrected
   */
  List<String> problems(Order order, ExamId exam);
}
