package org.patientjourney.app.certificate;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.patientjourney.app.relay.RunningJourneys.Run;
import org.patientjourney.workflows.order.JourneyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Temporal, a few calls at a time.
 *
 * @param latestRun fails when Temporal does not answer
 */
public record TemporalRuns(Function<JourneyId, Run> latestRun) implements FollowUpRuns {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalRuns.class);
  private static final int CALLS_AT_ONCE = 8;

  @Override
  public Optional<Map<JourneyId, Run>> find(List<JourneyId> followUps) {
    ExecutorService callers =
        Executors.newFixedThreadPool(Math.max(1, Math.min(CALLS_AT_ONCE, followUps.size())));
    try {
      Map<JourneyId, Future<Run>> asked = new LinkedHashMap<>();
      followUps.forEach(id -> asked.put(id, callers.submit(() -> latestRun.apply(id))));
      Map<JourneyId, Run> found = new LinkedHashMap<>();
      for (Map.Entry<JourneyId, Future<Run>> call : asked.entrySet()) {
        found.put(call.getKey(), call.getValue().get());
      }
      return Optional.of(found);
    } catch (ExecutionException e) {
      return unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Temporal is asked", e);
    } finally {
      callers.shutdownNow();
    }
  }

  private static Optional<Map<JourneyId, Run>> unavailable(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof StatusRuntimeException || cause instanceof WorkflowServiceException) {
      LOG.warn("timers of follow-ups were not read: Temporal did not answer", cause);
      return Optional.empty();
    }
    throw new IllegalStateException("the runs of follow-ups cannot be read", e);
  }
}
