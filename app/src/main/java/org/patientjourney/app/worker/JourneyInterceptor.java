package org.patientjourney.app.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.workflows.order.JourneyId;

/** Names the journey of an activity in the log: the workflow's id is the journey's. */
final class JourneyInterceptor extends WorkerInterceptorBase {
  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityLog(next);
  }

  private static final class ActivityLog extends ActivityInboundCallsInterceptorBase {
    private @Nullable JourneyId journey;

    ActivityLog(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      String workflow = context.getInfo().getWorkflowId();
      journey = JourneyId.isValid(workflow) ? new JourneyId(workflow) : null;
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      try (LogContext about = LogContext.of(journey)) {
        return super.execute(input);
      }
    }
  }
}
