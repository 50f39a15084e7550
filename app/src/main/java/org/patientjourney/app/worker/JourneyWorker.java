package org.patientjourney.app.worker;

import io.dropwizard.lifecycle.Managed;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.app.worker.Preflight.Finding;
import org.patientjourney.workflows.followup.FollowUpActivities;
import org.patientjourney.workflows.line.PatientJourney;
import org.patientjourney.workflows.line.PatientJourneyImpl;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.PreFillActivities;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.run.JourneyActivities;
import org.patientjourney.workflows.run.PauseActivities;
import org.patientjourney.workflows.run.ProviderCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs journeys, what runs beside them, and all activities. Comes up by itself when Temporal does.
 */
public final class JourneyWorker implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(JourneyWorker.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** Between looks at Temporal while the worker runs. */
  private static final Duration WATCH = Duration.ofSeconds(10);

  /** Enough for queues of few tasks; each poller holds a thread here and one of the server. */
  private static final int FEW_POLLERS = 2;

  /**
   * The SDK fails a task that works for a second without a pause, as the first ones of a process
   * may on a busy machine; the server repeats it later and later. A task has ten seconds.
   */
  private static final Duration LONGEST_WORK = Duration.ofSeconds(5);

  private final WorkerFactory factory;
  private final Preflight preflight;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * @param callsPerSecond to the provider, of all workers of its task queue together
   * @param tasksAtOnce of each kind on the journeys' task queue
   * @param cachedRuns runs kept in memory, each with a thread
   */
  public JourneyWorker(
      WorkflowClient temporal,
      JourneyActivities journeys,
      InviteActivities invites,
      FollowUpActivities followUps,
      PreFillActivities preFills,
      PauseActivities pauses,
      double callsPerSecond,
      int tasksAtOnce,
      int cachedRuns) {
    preflight = new Preflight(temporal);
    factory =
        WorkerFactory.newInstance(
            temporal,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(new JourneyInterceptor())
                .setWorkflowCacheSize(cachedRuns)
                .build());
    Worker line =
        factory.newWorker(
            PatientJourney.TASK_QUEUE,
            WorkerOptions.newBuilder()
                .setMaxConcurrentWorkflowTaskExecutionSize(tasksAtOnce)
                .setMaxConcurrentLocalActivityExecutionSize(tasksAtOnce)
                .setMaxConcurrentActivityExecutionSize(tasksAtOnce)
                .setMaxConcurrentActivityTaskPollers(FEW_POLLERS)
                .setDefaultDeadlockDetectionTimeout(LONGEST_WORK.toMillis())
                .build());
    line.registerWorkflowImplementationTypes(PatientJourneyImpl.class);
    line.registerActivitiesImplementations(journeys, invites, followUps, pauses);
    Worker provider =
        factory.newWorker(
            ProviderCalls.TASK_QUEUE,
            WorkerOptions.newBuilder()
                .setMaxTaskQueueActivitiesPerSecond(callsPerSecond)
                .setMaxConcurrentActivityTaskPollers(FEW_POLLERS)
                .build());
    provider.registerActivitiesImplementations(invites, preFills);
  }

  @Override
  public void start() {
    Thread watch = new Thread(this::watchTemporal, "temporal-watch");
    watch.setDaemon(true);
    watch.start();
  }

  @Override
  public void stop() {
    stopping.countDown();
    factory.shutdown();
    factory.awaitTermination(10, TimeUnit.SECONDS);
  }

  /** Starts the worker when Temporal is ready, and logs each finding once: the SDK does not. */
  private void watchTemporal() {
    List<Finding> reported = List.of();
    boolean started = false;
    try {
      do {
        List<Finding> findings = started ? preflight.check() : preflight.prepare();
        report(reported, findings);
        reported = findings;
        started = started || (!stopJourneys(findings) && tryStart());
      } while (!stopping.await((started ? WATCH : RETRY).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void report(List<Finding> before, List<Finding> now) {
    if (!now.equals(before)) {
      now.forEach(finding -> LOG.warn("{}", finding.text()));
    }
    if (stopJourneys(before) && !stopJourneys(now)) {
      LOG.info("Temporal is ready again: journeys go on");
    }
  }

  private static boolean stopJourneys(List<Finding> findings) {
    return findings.stream().anyMatch(Finding::stopsJourneys);
  }

  private boolean tryStart() {
    try {
      factory.start();
      return true;
    } catch (RuntimeException e) {
      LOG.warn("the worker does not start, trying again: {}", e.toString());
      return false;
    }
  }

  /** Names the journey of an activity in the log: the workflow's id is the journey's. */
  static final class JourneyInterceptor extends WorkerInterceptorBase {
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
}
