package org.patientjourney.app.relay;

import static java.util.stream.Collectors.toMap;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.worker.CallDeadline;
import org.patientjourney.workflows.event.ExamEvent;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.event.RecordRestored;
import org.patientjourney.workflows.line.PatientJourney;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.run.Listing;

/**
 * The runs of journeys in Temporal: starts and signals them.
 *
 * @param titles of the catalogue's exams
 */
public record RunningJourneys(WorkflowClient temporal, Map<ExamId, String> titles) {
  /** A call that outlasts its row's lease may be made twice, which changes nothing. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * The server sets it when workflow tasks fail again and again, and unsets it when one succeeds.
   */
  private static final SearchAttributeKey<List<String>> PROBLEMS =
      SearchAttributeKey.forKeywordList("TemporalReportedProblems");

  /** A paused run is not Running (findings/paused-run-in-temporal.sh). */
  private static final String WITHOUT_PROBLEM =
      "WorkflowType = '%s' and ExecutionStatus = 'Running' and %s is null"
          .formatted(PatientJourney.class.getSimpleName(), PROBLEMS.getName());

  /** What a person in operations reads first in the Temporal UI. */
  private static final String DETAILS =
      """
      One patient's way through the exam *%s*, `clinic:orderId:examId`; `…:follow-up` is its GLP-1 \
      follow-up, three weeks later. *Current details* say where it stands, what happens next, when \
      the engine acts by itself, and who owns it. The run is `Running` as long as the journey is \
      open, also while it is held.

      Owners: `ENGINE` acts by itself; `OPERATIONS` is the team that runs the engine, `CLINIC` the \
      clinic's staff, `PROVIDER` the telehealth provider, `PATIENT` the patient.

      Act at `/console/journeys/%s` or through `POST /journeys/{id}/commands`, which record who \
      and why. Do not cancel, pause, reset, signal or terminate this run. What each hold and alarm \
      asks for: `docs/operations.md`.
      """;

  /** Leaves a run that exists already; {@code claim} decides everything else. */
  public void start(JourneyId journey) {
    PatientJourney run = temporal.newWorkflowStub(PatientJourney.class, optionsOf(journey));
    CallDeadline.within(PATIENCE, () -> WorkflowClient.start(run::run, journey));
  }

  /**
   * Starts the first run of a journey, or leaves the one that is there.
   *
   * @return false when Temporal had a run of the journey that has ended
   */
  public boolean startFirst(JourneyId journey) {
    WorkflowOptions first =
        WorkflowOptions.newBuilder(optionsOf(journey))
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
            .build();
    PatientJourney run = temporal.newWorkflowStub(PatientJourney.class, first);
    try {
      CallDeadline.within(PATIENCE, () -> WorkflowClient.start(run::run, journey));
      return true;
    } catch (WorkflowExecutionAlreadyStarted e) {
      return false;
    }
  }

  /** Signals the run that exists, else starts one whose first task knows the event. */
  public void signalOrStart(JourneyId journey, ExamEvent event) {
    WorkflowStub run =
        temporal.newUntypedWorkflowStub(PatientJourney.class.getSimpleName(), optionsOf(journey));
    String signal = PatientJourney.signalOf(event.getClass());
    CallDeadline.within(
        PATIENCE, () -> run.signalWithStart(signal, new Object[] {event}, new Object[] {journey}));
  }

  private WorkflowOptions optionsOf(JourneyId journey) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(journey.value())
        .setTaskQueue(PatientJourney.TASK_QUEUE)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setStaticSummary("patient journey " + journey)
        .setStaticDetails(
            DETAILS.formatted(
                titles.getOrDefault(journey.examId(), "not in the catalogue"), journey))
        .build();
  }

  /** Whether Temporal has a run of a journey that has not ended. */
  public enum Presence {
    RUNNING,
    /** Paused in Temporal: it accepts signals and goes on when it is unpaused. */
    PAUSED,
    /** Its workflow tasks fail again and again: the worker cannot execute them. */
    STUCK,
    NONE
  }

  public Presence presence(JourneyId journey) {
    try {
      return presence(describe(journey));
    } catch (WorkflowNotFoundException e) {
      return Presence.NONE;
    }
  }

  private static Presence presence(WorkflowExecutionDescription run) {
    return switch (run.getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_RUNNING ->
          run.getTypedSearchAttributes().containsKey(PROBLEMS) ? Presence.STUCK : Presence.RUNNING;
      case WORKFLOW_EXECUTION_STATUS_PAUSED -> Presence.PAUSED;
      default -> Presence.NONE;
    };
  }

  /**
   * A journey's latest run.
   *
   * @param runId null when Temporal knows none
   * @param timers when its pending timers fire; empty for a run that has ended
   */
  public record Run(Presence presence, @Nullable String runId, List<Instant> timers) {
    public Run {
      timers = List.copyOf(timers);
    }
  }

  /** Two calls: Temporal names pending timers in the history alone. */
  public Run latestRun(JourneyId journey) {
    try {
      WorkflowExecutionDescription run = describe(journey);
      String runId = run.getExecution().getRunId();
      Presence presence = presence(run);
      return presence == Presence.NONE
          ? new Run(presence, runId, List.of())
          : new Run(presence, runId, PendingTimers.of(history(journey, runId)));
    } catch (WorkflowNotFoundException e) {
      return new Run(Presence.NONE, null, List.of());
    }
  }

  private List<HistoryEvent> history(JourneyId journey, String runId) {
    return CallDeadline.within(
        PATIENCE, () -> temporal.fetchHistory(journey.value(), runId).getEvents());
  }

  /** Whether the journey's last run has ended by itself, as one does that has closed it. */
  public boolean hasCompleted(JourneyId journey) {
    try {
      return switch (describe(journey).getStatus()) {
        case WORKFLOW_EXECUTION_STATUS_COMPLETED, WORKFLOW_EXECUTION_STATUS_CANCELED -> true;
        default -> false;
      };
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  private WorkflowExecutionDescription describe(JourneyId journey) {
    return CallDeadline.within(
        PATIENCE, () -> temporal.newUntypedWorkflowStub(journey.value()).describe());
  }

  /**
   * The journeys whose run Temporal lists as running without a problem, and at which stage; empty
   * before the first claim. Its lists lag behind by moments, so ask for the {@link #presence} of
   * those that are missing. Empty when the server has no lists, as the embedded one.
   *
   * @param middle about half of the runs began before it: the halves are listed at once, each page
   *     by page
   */
  public Map<String, String> listedWithoutProblem(Instant middle) {
    return Stream.of("<", ">=")
        .parallel()
        .map(side -> listed("%s and StartTime %s '%s'".formatted(WITHOUT_PROBLEM, side, middle)))
        .flatMap(half -> half.entrySet().stream())
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b));
  }

  private Map<String, String> listed(String query) {
    try (Stream<WorkflowExecutionMetadata> listed = temporal.listExecutions(query)) {
      return listed.collect(
          toMap(run -> run.getExecution().getWorkflowId(), RunningJourneys::stage, (a, b) -> b));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return Map.of();
      }
      throw e;
    }
  }

  /** Not by the typed attributes: all of a run's would be decoded for this one. */
  private static String stage(WorkflowExecutionMetadata run) {
    return run.getWorkflowExecutionInfo()
        .getSearchAttributes()
        .getIndexedFieldsOrDefault(Listing.STAGE.getName(), Payload.getDefaultInstance())
        .getData()
        .toStringUtf8()
        .replace("\"", "");
  }

  /**
   * Whether there is a run: Temporal's lists as of now, and one call for each that is not there.
   */
  public Predicate<JourneyId> present() {
    Set<String> listed = listed(WITHOUT_PROBLEM).keySet();
    return journey -> listed.contains(journey.value()) || presence(journey) != Presence.NONE;
  }

  /** Returns whether there was a run. */
  public boolean signal(JourneyId journey, ExamEvent event) {
    return signal(journey.value(), PatientJourney.signalOf(event.getClass()), event);
  }

  /** Returns whether there was a run. */
  public boolean signal(JourneyId journey, InviteAnswer answer) {
    return signal(journey.value(), PatientJourney.signalOf(InviteAnswer.class), answer);
  }

  /**
   * Has the run record what it knows, also where no worker runs yet. Returns whether there was one.
   */
  public boolean signal(JourneyId journey, RecordRestored restored) {
    return signal(journey.value(), PatientJourney.signalOf(RecordRestored.class), restored);
  }

  private boolean signal(String workflow, String name, Object... arguments) {
    try {
      CallDeadline.within(
          PATIENCE,
          () -> {
            temporal.newUntypedWorkflowStub(workflow).signal(name, arguments);
            return true;
          });
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }
}
