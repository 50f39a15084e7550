package org.patientjourney.activities.followup;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.followup.FollowUpActivities;
import org.patientjourney.workflows.followup.FollowUpActivities.FollowUpCheck;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.Order;

/** Checks a due follow-up against the rules of today. */
public record FollowUpActivitiesImpl(Jdbi jdbi, OrderStore orders, FollowUpRules rules)
    implements FollowUpActivities {

  @Override
  public FollowUpCheck checkFollowUp(JourneyId followUp) {
    JourneyRow row =
        jdbi.onDemand(JourneyDao.class)
            .find(followUp)
            .orElseThrow(() -> new IllegalStateException("no journey " + followUp + ": a bug"));
    boolean confirmed = jdbi.onDemand(FollowUpDao.class).findConfirmed(followUp).orElse(false);
    return new FollowUpCheck(problems(row), confirmed);
  }

  private List<String> problems(JourneyRow row) {
    try {
      return rules.problems(orders.current(row.clinic(), row.orderId()), row.examId());
    } catch (ErasedException erased) {
      return List.of("the patient's data was erased");
    }
  }

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
}
